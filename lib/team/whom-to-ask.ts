import "server-only";
import { atLeast, type Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import { askAnAdmin } from "@/lib/team/admins";

/** Who is refused something. */
export type Refused = Pick<Member, "db" | "role"> & { tenant: { id: string } };

/**
 * What was thrown at somebody; a refusal that an admin can lift (`details.forAdmins`), with their
 * names for whoever is none.
 */
export async function withWhomToAsk(member: Refused, error: unknown): Promise<unknown> {
  if (!(error instanceof AppError) || !error.details.forAdmins) return error;
  const { kind, code, message, cause } = error;
  const { forAdmins: _, ...details } = error.details;
  if (atLeast(member, "admin")) return new AppError(kind, code, message, { cause, details });
  const sentence = `${message} ${await askAnAdmin(member)}`;
  return new AppError(kind, code, sentence, { cause, details: { ...details, asks_admin: true } });
}
