/** "2 minutes ago"; `at` is ISO 8601. */
export function agoWords(at: string, now: Date): string {
  const seconds = Math.max(0, Math.floor((now.getTime() - Date.parse(at)) / 1000));
  const [count, unit] =
    seconds < 3600
      ? [Math.floor(seconds / 60), "minute"]
      : seconds < 86_400
        ? [Math.floor(seconds / 3600), "hour"]
        : [Math.floor(seconds / 86_400), "day"];
  if (count === 0) return "less than a minute ago";
  return `${count} ${unit}${count === 1 ? "" : "s"} ago`;
}

/** Whether LiveKit's webhooks come in. */
export function reportedWords(at: string | null, now: Date): string {
  return at === null
    ? "No report has arrived: enter this address in LiveKit's dashboard. One comes with the next call in a room."
    : `Last report from LiveKit ${agoWords(at, now)}.`;
}
