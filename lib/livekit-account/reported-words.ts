const relative = new Intl.RelativeTimeFormat("en");
const units = [
  { unit: "day", size: 86_400 },
  { unit: "hour", size: 3_600 },
  { unit: "minute", size: 60 },
] as const;

/** "2 minutes ago"; `at` is ISO 8601. */
export function agoWords(at: string, now: Date): string {
  const seconds = (now.getTime() - Date.parse(at)) / 1000;
  const largest = units.find(({ size }) => seconds >= size);
  if (!largest) return "less than a minute ago";
  return relative.format(-Math.floor(seconds / largest.size), largest.unit);
}

/** Whether LiveKit's webhooks come in. */
export function reportedWords(at: string | null, now: Date): string {
  return at === null
    ? "No report has arrived: enter this address in LiveKit's dashboard. One comes with the next call in a room."
    : `Last report from LiveKit ${agoWords(at, now)}.`;
}
