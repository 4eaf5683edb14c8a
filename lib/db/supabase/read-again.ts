import { setImmediate } from "node:timers/promises";

/**
 * Functions that only read, although they are called with POST
 * (tests/chaos/outage/closed-connection.test.ts compares).
 */
export const readingFunctions = [
  "agent_figures",
  "booking_facts",
  "call_costs",
  "call_figures",
  "call_figures_by_person",
  "call_list_figures",
  "call_list_reach",
  "caller_numbers",
  "check_broadcasts",
  "colleagues",
  "company_timeline",
  "count_contacts",
  "failed_jobs",
  "find_duplicates",
  "first_day",
  "list_contacts",
  "list_missed",
  "me",
  "message_costs",
  "missed_while_busy",
  "number_activity",
  "outcome_figures",
  "peek_invitation",
  "people_in_rooms",
  "people_on_call",
  "people_to_ring",
  "realtime_topic",
  "search_calls",
  "search_companies",
  "search_contacts",
  "search_messages",
  "voice_agent_use",
];

const closedConnection = new Set(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]);

/**
 * As `fetch`, for Supabase's clients, but a read is repeated once, at once, if its connection
 * closed before the response. Servers close idle connections, also while a request is on its way.
 * Writes are not repeated, because they may have been carried out.
 */
export const fetchReadsAgain: typeof fetch = async (input, init) => {
  try {
    return await fetch(input, init);
  } catch (error) {
    if (init?.signal?.aborted || !isRead(input, init) || !wasClosed(error)) throw error;
    // Lets other connections that closed at the same moment be noticed first.
    await setImmediate();
    return fetch(input, init);
  }
};

function isRead(input: string | URL | Request, init: RequestInit | undefined): boolean {
  // A Request body can be read only once; Supabase's clients pass URLs.
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
