import "server-only";
import twilio from "twilio";
import type RequestClient from "twilio/lib/base/RequestClient";
import { env } from "@/lib/core/env";
import { standInUrl } from "@/lib/twilio/base-url";
import type { TwilioCredentials } from "@/lib/twilio/credentials";

const timeoutMs = 10_000;

/** Sends every request to what stands in for Twilio. */
class StandInClient extends twilio.RequestClient {
  private readonly base: string;

  constructor(base: string) {
    super({ timeout: timeoutMs });
    this.base = base;
  }

  override request<Data>(options: RequestClient.RequestOptions<Data>) {
    return super.request<Data>({ ...options, uri: standInUrl(this.base, options.uri) });
  }
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
  const base = env().TWILIO_API_BASE_URL;
  return twilio(accountSid, authToken, {
    autoRetry: false,
    httpClient: base ? new StandInClient(base) : new twilio.RequestClient({ timeout: timeoutMs }),
  });
}
