import { readAnswer } from "@/components/calls/api-answer";
import { type Entry, readEntry } from "@/components/rooms/ask-room";

export const noAnswer = "Ringbook didn't answer. Try again.";

/** Where a socket is to be opened, or in a sentence why there is none. */
export async function askSocket(
  path: string,
  body: object = {},
): Promise<Entry | { problem: string }> {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  }).catch(() => null);
  const said: unknown = await response?.json().catch(() => null);
  const entry = response?.ok ? readEntry(said) : undefined;
  if (entry) return entry.given;
  const answer = readAnswer(said);
  return { problem: answer && !answer.success ? answer.error.message : noAnswer };
}
