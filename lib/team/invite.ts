import "server-only";
import { countTry, isWithinLimit } from "@/lib/attempts/limited";
import type { Member, Role } from "@/lib/auth/member";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { type Mailed, sendMail } from "@/lib/core/mail";
import { invitationMail } from "@/lib/team/invitation-mail";
import { createInvitation, readPendingInvitation, renewInvitation } from "@/lib/team/store";

/** `limited`: the address got too many invitations lately, so the link was not mailed. */
export type SentInvitation = { email: string; link: string; mailed: Mailed | "limited" };

/**
 * Makes an invitation and mails its link where SMTP is set up. The link is good whether or not the
 * mail went out. Throws 429 when the person or the company has invited too often, or invited this
 * address too often.
 */
export async function inviteByMail(
  member: Member,
  invitation: { email: string; role: Role },
): Promise<SentInvitation> {
  await countInvitation(member, invitation.email);
  return mailLink(member, invitation, await createInvitation(member.db, invitation));
}

/**
 * Mails a pending invitation again, with a new link. Throws 429 as `inviteByMail`; 409 for one that
 * was mailed within the last minute, or is no longer pending.
 */
export async function inviteAgain(member: Member, id: string): Promise<SentInvitation> {
  const known = await readPendingInvitation(member.db, member.tenant.id, id);
  if (!known) throw gone();
  // A second click is no try of its own; of two at one moment, the database lets one.
  if (Date.now() - Date.parse(known.sent_at) < justSentMs) throw justSent(known.email);
  await countInvitation(member, known.email);
  const renewed = await renewInvitation(member.db, id);
  switch (renewed.status) {
    case "renewed":
      return mailLink(member, renewed, renewed.token);
    case "just_sent":
      throw justSent(known.email);
    case "gone":
      throw gone();
    default:
      return renewed satisfies never;
  }
}

/** As private.renew_invitation has it. */
const justSentMs = 60_000;

const gone = () =>
  new AppError("conflict", "not_pending", "This invitation was accepted or revoked meanwhile.");
const justSent = (email: string) =>
  new AppError("conflict", "just_sent", `${email} was invited a moment ago.`);

async function countInvitation({ user_id, tenant }: Member, email: string): Promise<void> {
  await countTry(
    "invite",
    { person: user_id, company: tenant.id, email },
    (wait) => `Too many invitations lately. Please wait ${wait}, then invite ${email} again.`,
  );
}

async function mailLink(
  member: Member,
  { email, role }: { email: string; role: Role },
  token: string,
): Promise<SentInvitation> {
  const link = `${env().NEXT_PUBLIC_APP_URL}/invite/${token}`;
  const mail = invitationMail({
    person: member.name,
    company: member.tenant.name,
    role,
    link,
  });
  const allowed = !env().SMTP_URL || (await isWithinLimit("invite_mail", { email }));
  return { email, link, mailed: allowed ? await sendMail({ to: email, ...mail }) : "limited" };
}
