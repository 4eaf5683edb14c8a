export type RequestKind = "immediate" | "urgent" | "ordinary";

/**
 * Nothing here may end in a rendered page, not even for an address that does not exist: no prefix
 * of pages, or of none.
 */
const immediate = [
  // Answered by pages/api/twilio/[...hook].ts, which renders nothing: what it does not know is 404.
  /^\/api\/twilio\/[a-z-]+\/[a-z-]+$/,
  /^\/api\/livekit\/webhook$/,
  /^\/_next\/static\//,
  /^\/api\/health$/,
];
/** Placing, answering and ending calls, and the sweep. */
const urgent = [/^\/api\/calls\//, /^\/api\/rooms\//, /^\/api\/cron\//];
/**
 * What Next may read as another path than what it begins with: dots, encoded characters, empty
 * parts.
 */
const ambiguous = /\/\.|%|\\|\/\//;

/** How long a request may wait, from its target as it came over the wire: path and query. */
export function requestKind(target: string): RequestKind {
  const path = target.split("?", 1)[0] ?? "";
  const is = (patterns: RegExp[]) => patterns.some((pattern) => pattern.test(path));
  if (ambiguous.test(path)) return "ordinary";
  if (is(immediate)) return "immediate";
  return is(urgent) ? "urgent" : "ordinary";
}
