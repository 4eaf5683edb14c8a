/** "You called Jane Doe", "Jane Doe called Maya Chen"; `rep` is "You" for the reader's own. */
export function loggedCallTitle(
  { direction, duration_seconds }: { direction: string; duration_seconds: number | null },
  rep: string,
  customer: string,
): string {
  if (direction === "outbound") {
    const title = `${rep} called ${customer}`;
    return duration_seconds === null ? `${title}, no answer` : title;
  }
  return `${customer} called ${rep === "You" ? "you" : rep}`;
}
