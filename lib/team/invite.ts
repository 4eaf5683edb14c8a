import "server-only";
import type { Member, Role } from "@/lib/auth/member";
import { env } from "@/lib/env";
import { type Mailed, sendMail } from "@/lib/mail";
import { createInvitation } from "@/lib/team/store";
import { roleWords } from "@/lib/team/words";

export type SentInvitation = { email: string; link: string; mailed: Mailed };

/** Makes an invitation and mails its link where SMTP is set up. The link is good whether or not the mail went out. */
export async function inviteByMail(
  member: Member,
  invitation: { email: string; role: Role },
): Promise<SentInvitation> {
  const token = await createInvitation(member.db, invitation);
  const link = `${env().NEXT_PUBLIC_APP_URL}/invite/${token}`;
  const company = member.tenant.name;
  const mailed = await sendMail({
    to: invitation.email,
    subject: `Join ${company} on Ringbook`,
    text: [
      `${member.name} invites you to join ${company} on Ringbook as ${roleWords[invitation.role].name.toLowerCase()}.`,
      `Open this link to join. It works once, for 7 days:\n${link}`,
      "If you did not expect this, do nothing.",
    ].join("\n\n"),
  });
  return { email: invitation.email, link, mailed };
}
