import { isAllowed } from "@/lib/core/destination";
import { isDialable } from "@/lib/core/phone";
import type { Line } from "@/lib/lines/line";
import { decideStep } from "@/lib/routing/decide";
import type { RouteFacts } from "@/lib/routing/facts";
import type { Route } from "@/lib/routing/route";
import type { Input, State } from "@/lib/routing/turn";
import type { Decision } from "@/lib/voice/decide";
import { noticeFor } from "@/lib/voice/notice";

type Settings = {
  recording_enabled: boolean;
  recording_notice: string;
  announce_recording: Line["announce_recording"];
  announce_countries: string[];
  call_time_limit_seconds: number;
  /** Null where an answer is only shown again. */
  allowed: { countries: string[]; prefixes: string[] } | null;
};

type Routed = {
  call_id: string;
  /** The caller's leg, and the numbers that it comes from and called. */
  call_sid: string;
  from: string;
  to: string;
  noticed: boolean;
  version: string;
};

const unknownPeople: RouteFacts = { people: [], owner_id: null, last_speaker: null, phones: {} };

/**
 * What a call that follows a route does next. A phone or number where calls may not go, by now, is
 * not rung: who has it counts as having none.
 */
export function decideRoute(
  line: Settings,
  route: Route,
  call: Routed,
  known: RouteFacts | null,
  moment: Date,
  given: { state: State; input: Input },
): Decision {
  const { phones, people, ...facts } = known ?? unknownPeople;
  const { allowed } = line;
  const mayRing = (number: string | undefined) =>
    !!number && (allowed === null || isAllowed(number, allowed));
  const reachable = people.map((person) =>
    person.availability !== "free" || mayRing(phones[person.user_id])
      ? person
      : { ...person, availability: "no_phone" as const },
  );
  const decide = (state: State, input: Input) =>
    decideStep(route, { ...facts, people: reachable, waiting: {} }, moment, state, input);
  let turn = decide(given.state, given.input);
  while (turn.act.kind === "enqueue" || (turn.act.kind === "forward" && !mayRing(turn.act.to))) {
    const input: Input =
      turn.act.kind === "forward"
        ? { kind: "dialed", accepted: false }
        : { kind: "left_queue", because: "failed" };
    const next = decide(turn.state, input);
    turn = { ...next, says: [...turn.says, ...next.says], taken: [...turn.taken, ...next.taken] };
  }
  return {
    kind: "route",
    turn,
    ...{ call_id: call.call_id, call_sid: call.call_sid, version: call.version },
    phones,
    caller_id: isDialable(call.from) ? call.from : call.to,
    record: line.recording_enabled,
    notice: line.recording_enabled && !call.noticed ? noticeFor(line, call.from) : null,
    noticed: call.noticed,
    time_limit_seconds: line.call_time_limit_seconds,
  };
}
