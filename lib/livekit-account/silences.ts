/** Seconds of silence to choose from, and what is chosen by now. */
export function silenceChoices(chosen: number | null | undefined): number[] {
  const all = new Set([5, 10, 15, 20, 30, 45, 60, chosen ?? 10]);
  return [...all].toSorted((one, other) => one - other);
}
