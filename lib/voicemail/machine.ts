import { callMachine } from "@/lib/db/machine/connection";
import { VoicemailMail } from "@/lib/voicemail/mail";

/** A message with those it is to be mailed to, each once; null when it is gone. */
export async function claimMails(tenantId: string, id: string, now: Date) {
  return VoicemailMail.nullable().parse(
    await callMachine(
      (sql) =>
        sql`select machine.claim_voicemail_mails(${tenantId}, ${id}, ${now.toISOString()}) as result`,
    ),
  );
}

/** The mail to this person certainly did not go out: it is claimed again. */
export async function returnMail(tenantId: string, id: string, userId: string): Promise<void> {
  await callMachine(
    (sql) => sql`select machine.return_voicemail_mail(${tenantId}, ${id}, ${userId}) as result`,
  );
}
