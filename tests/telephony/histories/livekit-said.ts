import { callAttribute } from "@/lib/livekit/attributes";

/** A webhook of LiveKit's as it was sent. */
export type LivekitSaid = Record<string, unknown>;

/**
 * What the app itself does with a room, as an event or a step: why one ended is what was heard
 * first, and no evidence of the call.
 */
export const isOfRooms = (kind: unknown) => /^room[._]/.test(String(kind));

type Mark = { at: number; seconds: number };

/** Of each webhook, by its id: how much time (ms) had passed at the carrier when it came. */
export function livekitClock(
  ledger: readonly { event_type: string; event_data: LivekitSaid; created_at: Date }[],
  marks: readonly Mark[],
): Map<unknown, number> {
  const passedAt = (moment: number) =>
    (marks.findLast(({ at }) => at <= moment)?.seconds ?? 0) * 1000;
  const passed = new Map<unknown, number>();
  for (const { event_type, event_data: said, created_at } of ledger) {
    if (event_type !== "livekit") continue;
    const ms = passedAt(created_at.getTime());
    passed.set(said.id, ms);
    const sid = sidOf(said);
    // Who was heard of first when they came.
    if (sid && !passed.has(sid)) passed.set(sid, ms);
  }
  return passed;
}

/** The same, as LiveKit would have said it by the carrier's clock. */
export function saidAt(
  said: LivekitSaid,
  passed: ReadonlyMap<unknown, number>,
  move: (ms: number) => number,
): LivekitSaid {
  const seconds = (ms: number) => String(Math.floor(move(ms) / 1000));
  const createdAt = seconds(passed.get(said.id) ?? 0);
  const sid = sidOf(said);
  if (!sid) return { ...said, createdAt };
  const joinedAt = seconds(passed.get(sid) ?? 0);
  const times = { joinedAt, joinedAtMs: `${joinedAt}000` };
  return { ...said, createdAt, participant: { ...Object(said.participant), ...times } };
}

function sidOf({ participant }: LivekitSaid): string | null {
  const sid: unknown = Object(participant).sid;
  return typeof sid === "string" ? sid : null;
}

/** Whether it is of a telephone, which says its call. */
export function saysCall({ participant }: LivekitSaid): boolean {
  return callAttribute in Object(Object(participant).attributes);
}
