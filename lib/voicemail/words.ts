import { formatWhen } from "@/lib/core/time";

type Transcribed = { transcript: string | null; transcript_state: string | null };

/** What stands where a transcript is not there: its state. Null where it is. */
export function transcriptState({ transcript, transcript_state }: Transcribed): string | null {
  switch (transcript_state) {
    case "done":
      return transcript?.trim() ? null : "No words recognized";
    case "waiting":
      return "Transcribing…";
    case "failed":
      return "Couldn't be transcribed";
    default:
      return "Not transcribed";
  }
}

/** "Heard by Maya Chen, Today, 10:02 AM"; null while nobody has. `names` by user id. */
export function heardWords(
  { heard_at, heard_by }: { heard_at: string | null; heard_by: string | null },
  { me, names, timeZone }: { me: string; names: Map<string, string>; timeZone: string },
): string | null {
  if (heard_at === null) return null;
  const who = heard_by === me ? "you" : (heard_by && names.get(heard_by)) || "someone";
  return `Heard by ${who}, ${formatWhen(heard_at, timeZone)}`;
}
