import { z } from "zod";
import { formatPhone, isWithheld } from "@/lib/core/phone";
import { formatDuration, formatWhen } from "@/lib/core/time";
import { transcriptState } from "@/lib/voicemail/words";

/** What machine.claim_voicemail_mails gives. */
export const VoicemailMail = z.object({
  people: z.array(z.object({ user_id: z.uuid(), name: z.string(), email: z.string() })),
  ...{ call_id: z.uuid(), number: z.string(), name: z.string().nullable() },
  ...{ left_at: z.string(), seconds: z.number().nullable(), is_shared: z.boolean() },
  ...{ transcript: z.string().nullable(), transcript_state: z.string().nullable() },
  ...{ company: z.string(), time_zone: z.string(), country_code: z.string() },
});
export type VoicemailMail = z.output<typeof VoicemailMail>;

/** A message as a mail, with its transcript and never its audio. `app` is where Ringbook is. */
export function voicemailMail(mail: VoicemailMail, now: Date, app: string) {
  const number = isWithheld(mail.number)
    ? "a private number"
    : formatPhone(mail.number, mail.country_code);
  const caller = mail.name ?? number;
  const length = mail.seconds === null ? "" : ` (${formatDuration(mail.seconds)})`;
  const when = formatWhen(mail.left_at, mail.time_zone, now);
  const box = mail.is_shared ? `the mailbox that ${mail.company} shares` : "your mailbox";
  const known = mail.name && !isWithheld(mail.number) ? `, ${number},` : "";
  const state = transcriptState(mail);
  return {
    subject: `Voicemail from ${caller}${length}`,
    text: [
      `${caller}${known} left a message in ${box}: ${when}${length}.`,
      state === null ? `“${mail.transcript?.trim()}”` : textOf(state),
      `Listen and call back: ${app}/voicemail`,
      `Change or stop these emails: ${app}/settings/notifications`,
    ].join("\n\n"),
  };
}

/** A mail cannot say that something is still going on: it would stand there for ever. */
const textOf = (state: string) =>
  state === "Transcribing…" ? "Not transcribed yet." : `${state}.`;
