import type { Role } from "@/lib/auth/member";
import { roleWords } from "@/lib/team/words";

/**
 * An invitation as a mail in plain text. Whoever signs up chooses the names in it and whom it goes
 * to, so the subject has none of them, and in the text they are one line each, marked as names, and
 * no mail program makes links of them.
 */
export function invitationMail({
  person,
  company,
  role,
  link,
}: {
  person: string;
  company: string;
  role: Role;
  link: string;
}): { subject: string; text: string } {
  return {
    subject: "You're invited to join a company on Ringbook",
    text: [
      `You're invited to join a company on Ringbook as ${roleWords[role].invited}`,
      `Company: “${asName(company)}”\nInvited by: “${asName(person)}”`,
      `Open this link to join. It works once, expires in 7 days, and is for this email address only:\n${link}`,
      "If you weren't expecting this, ignore this email.",
    ].join("\n\n"),
  };
}

const wordJoiner = "\u2060";

/**
 * Text that someone typed as one line of at most 80 characters that no mail program turns into a
 * link.
 */
export function asName(typed: string): string {
  const line = typed
    .normalize("NFC")
    .replace(/[\p{C}\p{Z}\s]+/gu, " ")
    .replace(/[“”"]/g, "'")
    .trim();
  return [...line]
    .slice(0, 80)
    .join("")
    .replace(/[.:/@](?=\S)/gu, `$&${wordJoiner}`);
}
