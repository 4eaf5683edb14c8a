import "server-only";
import { countTry, isWithinLimit } from "@/lib/attempts/limited";
import type { Member, Role } from "@/lib/auth/member";
import { env } from "@/lib/core/env";
import { type Mailed, sendMail } from "@/lib/core/mail";
import { invitationMail } from "@/lib/team/invitation-mail";
import { createInvitation } from "@/lib/team/store";

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
  const { email } = invitation;
  await countTry(
    "invite",
    { person: member.user_id, company: member.tenant.id, email },
    (wait) => `Too many invitations lately. Please wait ${wait}, then invite ${email} again.`,
  );
  const token = await createInvitation(member.db, invitation);
  const link = `${env().NEXT_PUBLIC_APP_URL}/invite/${token}`;
  const mail = invitationMail({
    person: member.name,
    company: member.tenant.name,
    role: invitation.role,
    link,
  });
  const allowed = !env().SMTP_URL || (await isWithinLimit("invite_mail", { email }));
  return { email, link, mailed: allowed ? await sendMail({ to: email, ...mail }) : "limited" };
}
