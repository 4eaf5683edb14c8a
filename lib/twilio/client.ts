import "server-only";
import twilio from "twilio";
import type RequestClient from "twilio/lib/base/RequestClient";
import { env } from "@/lib/core/env";
import { standInUrl } from "@/lib/twilio/base-url";
import type { TwilioCredentials } from "@/lib/twilio/credentials";

const timeoutMs = 10_000;

/** Sends every request to Twilio, or to what stands in for it. */
class Client extends twilio.RequestClient {
  private readonly base: string | undefined;

  constructor(base: string | undefined) {
    super({ timeout: timeoutMs });
    this.base = base;
  }

  override async request<Data>(options: RequestClient.RequestOptions<Data>) {
    const uri = this.base ? standInUrl(this.base, options.uri) : options.uri;
    try {
      return await super.request<Data>({ ...options, uri });
    } catch (error) {
      throw withoutRequest(error);
    }
  }
}

/** The HTTP library's error has the request, its token among the headers; errors are logged. */
function withoutRequest(error: unknown): Error {
  if (!(error instanceof Error)) return new Error("The request to Twilio failed");
  const plain = new Error(error.message);
  return "code" in error ? Object.assign(plain, { code: error.code }) : plain;
}

/** Where Twilio's REST API is: Twilio itself unless TWILIO_API_BASE_URL names another base. */
export function apiOrigin(): string {
  return env().TWILIO_API_BASE_URL?.replace(/\/+$/, "") ?? "https://api.twilio.com";
}

/**
 * Twilio's SDK as this account. It never retries: a create whose answer was lost may have been
 * carried out.
 */
export function twilioClient({ accountSid, authToken }: TwilioCredentials): twilio.Twilio {
  return twilio(accountSid, authToken, {
    autoRetry: false,
    httpClient: new Client(env().TWILIO_API_BASE_URL),
  });
}
