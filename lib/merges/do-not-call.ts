/**
 * Which numbers of two contacts join the do-not-call list when they are merged: if either contact
 * is not to be called by any number, all of them do (private.list_merged writes them).
 */
export function numbersToList(
  keep: string[],
  gone: string[],
  listed: { has(number: string): boolean },
): string[] {
  const isNotCalled = (numbers: string[]) =>
    numbers.length > 0 && numbers.every((number) => listed.has(number));
  if (!isNotCalled(keep) && !isNotCalled(gone)) return [];
  return [...new Set([...keep, ...gone])].filter((number) => !listed.has(number));
}
