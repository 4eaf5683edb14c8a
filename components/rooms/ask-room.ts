import { readAnswer } from "@/components/calls/api-answer";

/** How one comes into the room of a call. */
export type Way = "answer" | "join" | "listen";

export type Entry = { url: string; token: string };
export type Refused = { code: string; message: string | null };
type Asked<Given> = { kind: "done"; given: Given } | ({ kind: "refused" } & Refused);

/** Our server waits for LiveKit's room for up to four seconds. */
const timeoutMs = 8_000;

/** Posts to a route of the room of a call (app/api/rooms/[id]); gives its body, or the refusal. */
async function post(callId: string, verb: string, body: object): Promise<Asked<unknown>> {
  const response = await fetch(`/api/rooms/${callId}/${verb}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(timeoutMs),
  }).catch(() => null);
  const given: unknown = await response?.json().catch(() => null);
  if (response?.ok) return { kind: "done", given };
  if (!response || response.status >= 500) return refused("server_unreachable");
  if (response.status === 401) return refused("signed_out");
  const answer = readAnswer(given);
  if (answer?.success !== false) return refused("unreadable");
  return refused(answer.error.code, answer.error.message);
}

const refused = (code: string, message: string | null = null) =>
  ({ kind: "refused", code, message }) as const;

/** A token for the room of a call, which claims the call where it is to `answer` it. */
export async function askToken(callId: string, as: Way): Promise<Asked<Entry>> {
  const asked = await post(callId, "token", { as });
  if (asked.kind === "refused") return asked;
  return readEntry(asked.given) ?? refused("server_unreachable");
}

/** By hand: zod would be sent to every page. */
export function readEntry(body: unknown): { kind: "done"; given: Entry } | undefined {
  if (!isObject(body)) return;
  const { url, token } = body;
  if (typeof url !== "string" || typeof token !== "string") return;
  return { kind: "done", given: { url, token } };
}

/** The call stops ringing this person; it rings on for others. */
export async function declineInRoom(callId: string): Promise<void> {
  await post(callId, "decline", {});
}

/** How long nobody has spoken, and when that ends the call, by the server's clock; null: never. */
export type Silence = { silentForMs: number; endsAfterMs: number | null };

/** Somebody speaks in the room, or nobody does. */
export async function reportHeard(callId: string, speaking: boolean): Promise<Silence | undefined> {
  const asked = await post(callId, "heard", { speaking });
  return asked.kind === "done" ? readSilence(asked.given) : undefined;
}

/** Asks the server to end a silent call; it does so by its own clock alone. */
export async function reportSilent(callId: string): Promise<Silence | undefined> {
  const asked = await post(callId, "silent", {});
  return asked.kind === "done" ? readSilence(asked.given) : undefined;
}

export function readSilence(body: unknown): Silence | undefined {
  if (!isObject(body)) return;
  const { silentForMs, endsAfterMs } = body;
  if (typeof silentForMs !== "number") return;
  if (endsAfterMs !== null && typeof endsAfterMs !== "number") return;
  return { silentForMs, endsAfterMs };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
