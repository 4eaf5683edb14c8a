import "server-only";
import { atLeast, type Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import { askAnAdmin } from "@/lib/team/admins";

/** Refusals that stand until an admin changes a setting. */
const settings: ReadonlySet<string> = new Set([
  ...["twilio_not_configured", "browser_calls_off", "own_phone_needs_number"],
  ...["country_not_allowed", "own_phone_not_allowed", "spend_limit_reached"],
]);

/** A refused call, with the names of those who can help, unless that is the person themselves. */
export async function withWhomToAsk(member: Member, refused: AppError): Promise<AppError> {
  if (!settings.has(refused.code) || atLeast(member, "admin")) return refused;
  const { kind, code, message, details } = refused;
  const sentence = `${message} ${await askAnAdmin(member)}`;
  return new AppError(kind, code, sentence, { details: { ...details, asks_admin: true } });
}
