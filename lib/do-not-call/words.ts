const shown = 5;

/** What became of pasted numbers: how many are new, were there already, or could not be read. */
export function pastedSentence(added: number, known: number, unread: string[]): string {
  const numbers = (count: number) => (count === 1 ? "1 number" : `${count} numbers`);
  const sentences = [`${numbers(added)} added.`];
  if (known > 0) sentences.push(`${known} ${known === 1 ? "is" : "are"} already on the list.`);
  if (unread.length > 0) {
    const more = unread.length > shown ? ` and ${unread.length - shown} more` : "";
    const named = unread.slice(0, shown).map((part) => `“${part.slice(0, 30)}”`);
    sentences.push(`Not a phone number: ${named.join(", ")}${more}.`);
  }
  return sentences.join(" ");
}

/** Why a phone icon does not call: who has put the number on the list, and what they wrote. */
export function listedSentence(
  listed: { note: string | null; profiles: { name: string } | null },
  when: string,
): string {
  const who = listed.profiles?.name ?? "Someone";
  return `${who} put it on your do-not-call list (${when})${listed.note ? `: ${listed.note}` : "."}`;
}
