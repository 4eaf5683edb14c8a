import "server-only";
import { atLeast, type Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import { askAnAdmin } from "@/lib/team/admins";

/**
 * A refused call; where an admin can lift the refusal (`details.forAdmins`), with their names for
 * whoever is none.
 */
export async function withWhomToAsk(member: Member, refused: AppError): Promise<AppError> {
  const { kind, code, message } = refused;
  const { forAdmins, ...details } = refused.details;
  if (!forAdmins) return refused;
  if (atLeast(member, "admin")) return new AppError(kind, code, message, { details });
  const sentence = `${message} ${await askAnAdmin(member)}`;
  return new AppError(kind, code, sentence, { details: { ...details, asks_admin: true } });
}
