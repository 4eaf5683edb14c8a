const date = new Intl.DateTimeFormat("en-US", {
  timeZone: "UTC",
  weekday: "short",
  month: "short",
  day: "numeric",
  year: "numeric",
});

/** "Fri, Dec 25, 2026" of a date (YYYY-MM-DD). */
export function dateWords(day: string): string {
  return date.format(new Date(`${day}T00:00:00Z`));
}
