import "server-only";
import { atLeast, type Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import { askAnAdmin } from "@/lib/team/admins";

/** Refusals before a call is looked at that stand until an admin changes a setting. */
const settings: ReadonlySet<string> = new Set(["twilio_not_configured", "browser_calls_off"]);

/** A refused call, with the names of those who can help, unless that is the person themselves. */
export async function withWhomToAsk(member: Member, refused: AppError): Promise<AppError> {
  const { kind, code, message, details } = refused;
  if (!(settings.has(code) || details.forAdmins) || atLeast(member, "admin")) return refused;
  const sentence = `${message} ${await askAnAdmin(member)}`;
  return new AppError(kind, code, sentence, { details: { ...details, asks_admin: true } });
}
