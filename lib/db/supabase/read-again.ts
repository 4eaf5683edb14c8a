import { setImmediate } from "node:timers/promises";

/**
 * Functions that only read, though they are asked with POST
 * (tests/chaos/outage/closed-connection.test.ts compares).
 */
export const readingFunctions = [
  "call_figures",
  "call_figures_by_person",
  "call_list_figures",
  "caller_numbers",
  "check_broadcasts",
  "first_day",
  "list_contacts",
  "list_missed",
  "me",
  "missed_while_busy",
  "outcome_figures",
  "peek_invitation",
  "realtime_topic",
  "search_calls",
  "search_contacts",
];

const closedConnection = new Set(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]);

/**
 * As `fetch`, for Supabase's clients: a read whose connection was closed before it was answered is
 * asked once more, at once. A server closes connections that it kept open for a while, and may do
 * so while a request is on its way. Writes are not repeated: they may have been done.
 */
export const fetchReadsAgain: typeof fetch = async (input, init) => {
  try {
    return await fetch(input, init);
  } catch (error) {
    if (init?.signal?.aborted || !isRead(input, init) || !wasClosed(error)) throw error;
    // Other connections that were closed at the same moment are noticed first.
    await setImmediate();
    return fetch(input, init);
  }
};

function isRead(input: string | URL | Request, init: RequestInit | undefined): boolean {
  // A Request's body can be read once; Supabase's clients give addresses.
  if (input instanceof Request) return false;
  const method = init?.method?.toUpperCase() ?? "GET";
  if (method === "GET" || method === "HEAD") return true;
  const name = /\/rest\/v1\/rpc\/([a-z_]+)$/.exec(new URL(input).pathname)?.[1];
  return method === "POST" && name !== undefined && readingFunctions.includes(name);
}

/** `fetch` rejects with a TypeError whose cause says what happened to the connection. */
function wasClosed(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause && closedConnection.has(String(cause.code));
}
