const DAYS = "Sun Mon Tue Wed Thu Fri Sat".split(" ");
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** RFC 2822 with a numeric zone, as Twilio writes dates: "Fri, 20 Nov 2026 09:00:00 +0000". */
export function rfc2822(ms: number): string {
  const date = new Date(ms);
  const day = String(date.getUTCDate()).padStart(2, "0");
  const month = MONTHS[date.getUTCMonth()];
  const time = date.toISOString().slice(11, 19);
  return `${DAYS[date.getUTCDay()]}, ${day} ${month} ${date.getUTCFullYear()} ${time} +0000`;
}
