import { foldWords } from "@/lib/agent/spoken/spoken";
import { cleanLine } from "@/lib/core/text";

/** What callers say instead of a name; small letters, without marks. */
const fillers = new Set([
  ...["yes", "no", "yeah", "ok", "okay", "please", "hello", "hi", "bye", "thanks", "nothing"],
  ...["da", "nu", "bine", "sigur", "alo", "pa", "buna", "ziua", "multumesc", "mersi", "nimic"],
]);
/** What they say after it, or before. */
const courtesies =
  /(?<!\p{L})(good ?bye|bye bye|please|thanks|thank you( (so|very) much)?|la revedere|v[ăa] rog( frumos)?|mersi|mul[țţt]umesc( (frumos|mult))?)(?!\p{L})/giu;

/** The name a caller gave, on one line; empty where it is none: a yes, thanks, a goodbye. */
export function saidName(said: string | undefined): string {
  const name = cleanLine(said ?? "");
  const rest = name.replace(courtesies, ",");
  if (rest === name) return isName(name) ? name : "";
  const left = rest
    .split(",")
    .map((part) => part.replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, ""))
    .filter(isName)
    .join(" ");
  // The rest of a goodbye is no name: "have a nice day".
  return /^\p{Lu}(.*\P{L}\p{Lu})?[\p{L}\p{M}]*$/u.test(left) ? left : "";
}

function isName(text: string): boolean {
  const words = foldWords(text).match(/\p{L}+/gu);
  return words !== null && !words.every((word) => fillers.has(word));
}
