import "server-only";
import { FieldError } from "@/lib/auth/action";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import type { Connection } from "@/lib/numbers/connection";
import {
  addPhoneNumber,
  forgetWebhooks,
  type PhoneNumber,
  updatePhoneNumber,
} from "@/lib/numbers/store";
import { listColleagues } from "@/lib/team/store";
import { sealAuthToken } from "@/lib/twilio/credentials";
import { saveTwilioAccount } from "@/lib/twilio-account/machine";

type Typed = {
  account_sid: string;
  auth_token?: string;
  number: string;
  forward_to: string | null;
};

/**
 * Writes what Twilio has confirmed (`connection`), or, without it, only who is rung. False when
 * someone has saved the number meanwhile.
 */
export async function saveTwilioSettings(
  { db, tenant, user_id }: Member,
  typed: Typed,
  saved: PhoneNumber | null,
  connection: Connection | null,
): Promise<boolean> {
  const colleagues = await listColleagues(db, tenant.id);
  if (typed.forward_to && !colleagues.some(({ user_id }) => user_id === typed.forward_to)) {
    throw new FieldError("forward_to", "This person is no longer on the team.");
  }
  if (typed.auth_token) {
    const row = {
      account_sid: typed.account_sid,
      auth_token_ciphertext: sealAuthToken(typed.auth_token, tenant.id),
      auth_token_last_four: typed.auth_token.slice(-4),
    };
    const outcome = await saveTwilioAccount(tenant.id, user_id, row, new Date());
    if (outcome === "not_admin") {
      throw new AppError("forbidden", "forbidden", "Only admins may do this.");
    }
  }
  const row = {
    number: typed.number,
    forward_to: typed.forward_to,
    ...(connection && { twilio_sid: connection.number.sid }),
  };
  if (!saved) {
    await addPhoneNumber(db, { tenant_id: tenant.id, twilio_sid: null, ...row });
    return true;
  }
  const same =
    saved.number === typed.number && saved.twilio_sid === (row.twilio_sid ?? saved.twilio_sid);
  const { number, forward_to } = saved;
  const still = await updatePhoneNumber(db, tenant.id, saved.id, row, { number, forward_to });
  if (!still) return false;
  // What was kept belongs to the very number it was read from; forgotten last, for it cannot be had again.
  if (!same) await forgetWebhooks(db, tenant.id, saved.id);
  return true;
}
