import "server-only";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import type { Counts } from "@/lib/core/job";
import { deliverMail } from "@/lib/core/mail";
import { claimMails, returnMail } from "@/lib/voicemail/machine";
import { voicemailMail } from "@/lib/voicemail/mail";

/**
 * Mails a message to everybody it is for. Nobody gets two: a mail is sent again only when the mail
 * server was certainly never given it, and then this throws.
 */
export async function sendVoicemailMails(tenantId: string, id: string, now: Date): Promise<Counts> {
  if (!env().SMTP_URL) return {};
  const mail = await claimMails(tenantId, id, now);
  if (!mail) return {};
  const written = voicemailMail(mail, now, env().NEXT_PUBLIC_APP_URL);
  let voicemail_mails = 0;
  let unreachable = false;
  for (const { user_id, email } of mail.people) {
    const { mailed, neverGiven } = await deliverMail({ to: email, ...written });
    if (mailed === "sent") voicemail_mails += 1;
    else if (neverGiven) {
      unreachable = true;
      await returnMail(tenantId, id, user_id);
    }
  }
  if (unreachable) {
    throw new AppError("upstream", "not_mailed", "The mail server can't be reached.");
  }
  return { voicemail_mails };
}
