import "server-only";
import type { Member } from "@/lib/auth/member";
import { AppError, adminsOnly } from "@/lib/core/errors";
import {
  checkBrowserCallsAt,
  makeBrowserCalls,
  removeBrowserCalls,
} from "@/lib/twilio/browser-calls";
import { voiceUrl } from "@/lib/twilio/urls";
import { deleteBrowserCalls, saveBrowserCalls } from "@/lib/twilio-account/browser-calls/machine";
import { sealKeySecret } from "@/lib/twilio-account/browser-calls/secret";
import { readBrowserCalls } from "@/lib/twilio-account/browser-calls/store";
import { requireCredentials } from "@/lib/twilio-account/connection";

const urls = () => ({ voice: voiceUrl("client"), status: voiceUrl("status") });

/** Makes what browser calls need in the tenant's account. Returns the message for the admin. */
export async function turnOn(member: Member): Promise<string> {
  const { db, tenant, user_id } = member;
  if (await readBrowserCalls(db, tenant.id)) return "Browser calls are on.";
  const credentials = await requireCredentials(member);
  const { secret, ...sids } = await makeBrowserCalls(credentials, urls());
  const row = {
    ...{ account_sid: credentials.accountSid, ...sids },
    api_key_secret_ciphertext: sealKeySecret(secret, tenant.id),
  };
  const saved = await saveBrowserCalls(tenant.id, user_id, row);
  if (saved === "saved") return "Browser calls are on. Everyone can now choose them in Profile.";
  await removeBrowserCalls(credentials, sids);
  if (saved === "on_already") return "Browser calls are on.";
  throw saved === "not_admin"
    ? adminsOnly()
    : new AppError(
        "conflict",
        "account_changed",
        "The Twilio account was just changed. Try again.",
      );
}

/** Asks Twilio whether everything is still there, and sets the app's addresses again. */
export async function check(member: Member): Promise<string> {
  const on = await readBrowserCalls(member.db, member.tenant.id);
  if (!on) return "Browser calls are off.";
  switch (await checkBrowserCallsAt(await requireCredentials(member), on, urls())) {
    case "fine":
      return "Everything is in place at Twilio.";
    case "repaired":
      return "Twilio sent browser calls elsewhere. They come here again.";
    case "missing": {
      const message = "The app or the key is gone at Twilio. Turn browser calls off and on again.";
      throw new AppError("conflict", "browser_calls_missing", message);
    }
  }
}

/**
 * Removes app and key at Twilio, then here. Where Twilio cannot be asked they are off here all the
 * same, and the message says what to remove by hand.
 */
export async function turnOff(member: Member): Promise<string> {
  const { db, tenant, user_id } = member;
  const on = await readBrowserCalls(db, tenant.id);
  if (!on) return "Browser calls are off.";
  const isRemoved = await requireCredentials(member)
    .then((credentials) => removeBrowserCalls(credentials, on))
    .then(
      () => true,
      () => false,
    );
  await deleteBrowserCalls(tenant.id, user_id);
  if (isRemoved) return "Browser calls are off.";
  return `Browser calls are off here. Twilio didn't remove the TwiML app ${on.application_sid} and the API key ${on.api_key_sid}: delete them in the Twilio console.`;
}
