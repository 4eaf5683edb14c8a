import type { CallView } from "@/local/carrier/control";
import type { Family } from "@/local/chaos/shapes/shape";
import { arrived, slack, type Webhook } from "@/local/chaos/streamed";
import type { Verdict } from "@/local/chaos/truth";

const notTaken = ["canceled/missed", "no-answer/missed", "no-answer/voicemail"];

/** From and until, in milliseconds. */
type Span = [from: number, until: number];

/**
 * A call whose people came and went: they talked for as long as reports of the room that got here
 * say, at least, and no longer than somebody of the company was on the line with the customer. Null
 * where nobody ever talked, nor was sent on before they could.
 */
export function judgeTogether({ isInbound, customer, legs, log }: Family): Verdict | null {
  const [root] = legs;
  const isCustomer = (leg: CallView) => (isInbound && leg === root) || leg.to === customer;
  const theirs = new Set(legs.filter(isCustomer).map(({ sid }) => sid));
  // Of two whom a <Dial> connects, the one that was dialled is said to be.
  const hasTalked = log.some(
    (entry) =>
      entry.kind === "call" &&
      entry.event === "bridged" &&
      [entry.callSid, entry.parentCallSid].some((sid) => sid !== null && theirs.has(sid)),
  );
  const isSentOn = (wanted: boolean) =>
    legs.some(
      ({ sid, parentSid, answeredAt }) =>
        theirs.has(sid) === wanted &&
        parentSid !== null &&
        answeredAt !== null &&
        log.some(
          (entry) => entry.callSid === sid && entry.kind === "rest" && entry.method === "POST",
        ),
    );
  // While whom we called hears the announcement, they are connected on record, as Twilio says
  // nothing of it. A rep may be on record as taken whose <Dial> was left before it connected them.
  if (!hasTalked && !isSentOn(true) && !isSentOn(false)) return null;
  const lines = (wanted: boolean) =>
    legs.flatMap((leg): Span[] =>
      theirs.has(leg.sid) === wanted && leg.answeredAt !== null
        ? [[leg.answeredAt, leg.endedAt ?? Date.now()]]
        : [],
    );
  const rooms = inRooms(log);
  const within = (wanted: boolean) =>
    rooms.flatMap(({ sid, span }): Span[] => (theirs.has(sid) === wanted ? [span] : []));
  const reported = shared(within(true), within(false));
  const changes = rooms.length + 1;
  return {
    ends: ["completed/connected", ...(hasTalked || isSentOn(true) ? [] : notTaken)],
    talk: {
      least: Math.max(0, Math.floor(reported) - slack * changes),
      most: Math.ceil(shared(lines(true), lines(false))) + slack,
    },
  };
}

/** When each leg was in the room, where both reports got here; nobody who only listens. */
function inRooms(log: Family["log"]): { sid: string; span: Span }[] {
  const reports = log.filter(
    (entry): entry is Webhook =>
      entry.kind === "webhook" &&
      entry.params.ConferenceSid !== undefined &&
      entry.params.ParticipantLabel === undefined &&
      arrived(entry),
  );
  const open = new Map<string, number>();
  return reports.flatMap(({ params, callSid }) => {
    const sid = callSid ?? "";
    const at = Date.parse(params.Timestamp ?? "");
    if (params.StatusCallbackEvent === "participant-join") open.set(sid, at);
    const since = open.get(sid);
    if (params.StatusCallbackEvent !== "participant-leave" || since === undefined) return [];
    open.delete(sid);
    const span: Span = [since, at];
    return [{ sid, span }];
  });
}

/** Seconds in which one of the first and one of the others were there. */
function shared(some: Span[], others: Span[]): number {
  const moments = [...some, ...others].flat().toSorted((a, b) => a - b);
  const covers = (spans: Span[], at: number) => spans.some(([from, to]) => from <= at && at < to);
  return moments.reduce((sum, at, index) => {
    const next = moments[index + 1] ?? at;
    return covers(some, at) && covers(others, at) ? sum + (next - at) / 1000 : sum;
  }, 0);
}
