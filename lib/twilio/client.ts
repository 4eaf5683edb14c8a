import "server-only";
import twilio from "twilio";
import type RequestClient from "twilio/lib/base/RequestClient";
import { env } from "@/lib/env";
import type { TwilioCredentials } from "@/lib/twilio/credentials";

const timeoutMs = 10_000;

/** Sends every request to another origin, keeping its path. */
class ElsewhereClient extends twilio.RequestClient {
  private readonly origin: string;

  constructor(origin: string) {
    super({ timeout: timeoutMs });
    this.origin = origin;
  }

  override request<Data>(options: RequestClient.RequestOptions<Data>) {
    const asked = new URL(options.uri);
    return super.request<Data>({
      ...options,
      uri: `${this.origin}${asked.pathname}${asked.search}`,
    });
  }
}

/** Where Twilio's REST API is: Twilio itself unless TWILIO_API_BASE_URL names another origin. */
export function apiOrigin(): string {
  return env().TWILIO_API_BASE_URL?.replace(/\/+$/, "") ?? "https://api.twilio.com";
}

/** Twilio's SDK as this account. It never retries: a create whose answer was lost may have been carried out. */
export function twilioClient({ accountSid, authToken }: TwilioCredentials): twilio.Twilio {
  const elsewhere = env().TWILIO_API_BASE_URL;
  return twilio(accountSid, authToken, {
    autoRetry: false,
    httpClient: elsewhere
      ? new ElsewhereClient(apiOrigin())
      : new twilio.RequestClient({ timeout: timeoutMs }),
  });
}
