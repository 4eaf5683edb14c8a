import { createHash } from "node:crypto";

const openings = ["Hello, this is a message for you.", "Hi there.", "Good morning.", "Hello."];
const matters = [
  "I am calling about the quote you sent last week.",
  "I would like to move our appointment to another day.",
  "The delivery has not arrived yet.",
  "I have a question about the last invoice.",
  "We would like to go ahead with the order.",
  "Could somebody send me the manual once more?",
];
const closings = [
  "Please call me back when you have a moment. Thank you.",
  "You can reach me on this number until six. Bye.",
  "I will try again tomorrow. Goodbye.",
];

/** Text made from the audio's bytes: the same file says the same. */
export function sentencesOf(audio: Uint8Array): string {
  const hash = createHash("sha256").update(audio).digest();
  const pick = (from: string[], at: number) => from[(hash[at] ?? 0) % from.length] ?? "";
  return [pick(openings, 0), pick(matters, 1), pick(closings, 2)].join(" ");
}
