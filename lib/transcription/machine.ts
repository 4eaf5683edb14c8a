import { z } from "zod";
import { callMachine } from "@/lib/db/machine/connection";

const Key = z.object({ base_url: z.string(), api_key_ciphertext: z.string() });

/** An admin's own tenant's provider; null when there is none or the person is no admin. */
export async function transcriptionKey(tenantId: string, userId: string) {
  return Key.nullable().parse(
    await callMachine(
      (sql) => sql`select machine.transcription_key(${tenantId}, ${userId}) as result`,
    ),
  );
}

type Saved = {
  base_url: string;
  model: string;
  api_key_ciphertext: string;
  api_key_last_four: string;
  transcribes_talks: boolean;
};

/** Saves an admin's tenant's provider, or removes it (null). */
export async function saveTranscription(
  tenantId: string,
  userId: string,
  saved: Saved | null,
  now: Date,
) {
  return z
    .enum(["saved", "not_admin"])
    .parse(
      await callMachine(
        (sql) =>
          sql`select machine.save_transcription(${tenantId}, ${userId}, ${saved && sql.json(saved)}, ${now.toISOString()}) as result`,
      ),
    );
}

const ToTranscribe = z.object({
  /** Part of a URL at Twilio, so nothing but a SID. */
  recording_sid: z.string().regex(/^RE[0-9a-f]{32}$/),
  channels: z.number().nullable(),
  account_sid: z.string(),
  auth_token_ciphertext: z.string(),
  base_url: z.string(),
  model: z.string(),
  api_key_ciphertext: z.string(),
});

/** Where a recording lies that waits to be transcribed, and by whom; null when it waits no more. */
export async function toTranscribe(tenantId: string, recordingId: string) {
  return ToTranscribe.nullable().parse(
    await callMachine(
      (sql) => sql`select machine.to_transcribe(${tenantId}, ${recordingId}) as result`,
    ),
  );
}

/**
 * Stores what was said, or why that is not known: after `maxTries` failures, with 0 at once, the
 * recording counts as one that could not be transcribed.
 */
export async function finishTranscript(
  tenantId: string,
  recordingId: string,
  outcome: { text: string } | { problem: string; maxTries: number },
): Promise<void> {
  const [text, problem, maxTries] =
    "text" in outcome ? [outcome.text, null, 0] : [null, outcome.problem, outcome.maxTries];
  await callMachine(
    (sql) =>
      sql`select machine.finish_transcript(${tenantId}, ${recordingId}, ${text}, ${problem}, ${maxTries}) as result`,
  );
}
