import { cleanLine } from "@/lib/core/text";

/** What callers say instead of a name; small letters, without marks. */
const fillers = new Set([
  ...["yes", "no", "yeah", "ok", "okay", "please", "hello", "hi", "bye", "thanks", "nothing"],
  ...["da", "nu", "bine", "sigur", "alo", "pa", "buna", "ziua", "multumesc", "mersi", "nimic"],
]);
const goodbyes = /\b(goodbye|good bye|bye bye|thank you|la revedere|multumesc|va rog)\b/;

/** The name a caller gave, on one line; empty where it is none: a yes, thanks, a goodbye. */
export function saidName(said: string | undefined): string {
  const name = cleanLine(said ?? "");
  const words = name
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .match(/\p{L}+/gu);
  if (!words || words.every((word) => fillers.has(word))) return "";
  return goodbyes.test(words.join(" ")) ? "" : name;
}
