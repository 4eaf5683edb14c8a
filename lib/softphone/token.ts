import "server-only";
import type { Member } from "@/lib/auth/member";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { identityOf } from "@/lib/softphone/identity";
import { softphoneKey } from "@/lib/softphone/machine";
import { voiceToken } from "@/lib/twilio/access-token";
import { signallingUrl } from "@/lib/twilio/base-url";
import { openKeySecret } from "@/lib/twilio-account/browser-calls/secret";

const ttlSeconds = 3600;

/** How a browser signs in to Twilio, until `expiresAt` (ISO 8601). */
export type SoftphoneToken = {
  token: string;
  identity: string;
  expiresAt: string;
  /** Where a stand-in for Twilio takes signalling; without it, Twilio's own address. */
  signalling?: string;
};

/** An access token for a member's browser. Throws 409 where browser calls are off. */
export async function mintToken(member: Member, now: Date): Promise<SoftphoneToken> {
  const key = await softphoneKey(member.tenant.id, member.user_id);
  if (!key) {
    const message = "Calls in the browser aren't turned on for your company yet.";
    throw new AppError("conflict", "browser_calls_off", message);
  }
  const identity = identityOf(member.user_id);
  const opened = {
    accountSid: key.account_sid,
    keySid: key.api_key_sid,
    secret: openKeySecret(key.api_key_secret_ciphertext, member.tenant.id),
    applicationSid: key.application_sid,
  };
  const base = env().TWILIO_API_BASE_URL;
  return {
    token: voiceToken(opened, identity, ttlSeconds),
    identity,
    expiresAt: new Date(now.getTime() + ttlSeconds * 1000).toISOString(),
    ...(base && { signalling: signallingUrl(base) }),
  };
}
