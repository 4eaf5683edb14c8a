/** As SaveWrapUp in lib/wrapups/schema.ts, whose zod would be sent to every page. */
export type WrapUpBody = {
  note?: string;
  was?: string;
  disposition_id?: string;
  disposition_was?: string | null;
  dismissed?: boolean;
};

export type WrapUpAnswer =
  | { kind: "saved"; theirs?: string }
  | { kind: "signed_out" }
  /** A colleague has chosen another outcome: the page is to show it. */
  | { kind: "conflict"; message: string }
  | { kind: "failed"; message: string };

const offline = "Not saved yet: there is no connection. It is kept in this browser.";
const broken = "Not saved yet. It is kept in this browser and tried again.";

/** Saves what is said of a call. A request outlives the page that sent it. */
export async function postWrapUp(callId: string, body: WrapUpBody): Promise<WrapUpAnswer> {
  const response = await fetch(`/api/calls/${callId}/wrapup`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    keepalive: true,
  }).catch(() => null);
  if (!response) return { kind: "failed", message: offline };
  if (response.status === 401) return { kind: "signed_out" };
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok && isObject(answer)) {
    const { theirs } = answer;
    return { kind: "saved", ...(typeof theirs === "string" && { theirs }) };
  }
  const error = isObject(answer) && isObject(answer.error) ? answer.error : {};
  const known = response.status < 500 && typeof error.message === "string";
  const kind = known && response.status === 409 ? "conflict" : "failed";
  return { kind, message: known ? String(error.message) : broken };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
