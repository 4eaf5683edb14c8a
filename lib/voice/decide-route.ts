import { isAllowed } from "@/lib/core/destination";
import { isDialable } from "@/lib/core/phone";
import type { Line, RoomTrunk } from "@/lib/lines/line";
import {
  countDevices,
  decideTurn,
  dialable,
  type Reach,
  reachable,
} from "@/lib/routing/decide-turn";
import type { RouteFacts } from "@/lib/routing/facts";
import type { Person } from "@/lib/routing/people";
import type { Route } from "@/lib/routing/route";
import { fileOf } from "@/lib/routing/sounds";
import type { Act, Facts, Input, State, Taken } from "@/lib/routing/turn";
import { shownToReps } from "@/lib/voice/caller-id";
import type { Decision } from "@/lib/voice/decision";
import { deviceAt } from "@/lib/voice/devices";
import { noticeFor } from "@/lib/voice/notice";
import { wayIntoRooms } from "@/lib/voice/room-leg";

type Settings = {
  recording_enabled: boolean;
  recording_notice: string;
  announce_recording: Line["announce_recording"];
  announce_countries: string[];
  call_time_limit_seconds: number;
  rep_caller_id?: Line["rep_caller_id"];
  rooms?: RoomTrunk | null;
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
  /** Whoever was on the call before has not had it recorded. */
  unrecorded: boolean;
  /** A voice agent has talked with the caller. */
  met_agent: boolean;
  account_sid: string;
  version: string;
  tenant_id: string;
  /** The audio files that cannot be had: their words are said. */
  missing: ReadonlySet<string>;
};

const unknownPeople: RouteFacts = {
  ...{ people: [], groups: {}, owner_id: null, last_speaker: null, queue: null },
  ...{ phones: {}, in_browser: [], reloading: [], agents: {}, agent_end: null },
};

/** Where this line's calls may go (E.164). */
export const mayCallOn =
  ({ allowed }: Pick<Settings, "allowed">) =>
  (number: string) =>
    !!number && (allowed === null || isAllowed(number, allowed));

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
  const { people, queue, in_browser, reloading, agent_end: _, ...facts } = known ?? unknownPeople;
  const mayCall = mayCallOn(line);
  const reach = { phones: dialable(facts.phones, mayCall), in_browser };
  const all: Facts = {
    ...{ ...facts, queue, people: reachable(inTurn(people, reach), reach) },
    may_call_back:
      isDialable(call.from) && mayCall(call.from) && (queue === null || queue.may_call_back),
  };
  const record = line.recording_enabled && !call.unrecorded;
  const decided = decideTurn(route, all, mayCall, moment, given.state, given.input);
  const turn = { ...decided, taken: decided.taken.map((one) => asHeard(one, route, call.missing)) };
  const { act, says } = turn;
  const notice = record && !call.noticed ? noticeFor(line, call.from) : null;
  const rings = rungBy(act, people, reach);
  // A menu has waited in silence for a key that nobody pressed.
  const hasWaited = given.input.kind === "digits" && given.input.digits === "";
  const mayPause = !notice && says.length === 0 && !hasWaited;
  const isReloading = (user: string) => !rings.phones[user] && reloading.includes(user);
  return {
    kind: "route",
    turn,
    // What is said first takes as long.
    gives_time: mayPause && act.kind === "dial" && act.user_ids.every(isReloading),
    ...{ call_id: call.call_id, call_sid: call.call_sid, version: call.version },
    audio: { tenant_id: call.tenant_id, missing: call.missing, moment },
    ...rings,
    rooms: wayIntoRooms(line, [call.to, call.from], route),
    caller_id: shownToReps(turn.act.kind === "dial" ? line : {}, call),
    record,
    notice,
    ...{ noticed: call.noticed, unrecorded: call.unrecorded },
    met_agent: call.met_agent,
    account_sid: call.account_sid,
    time_limit_seconds: line.call_time_limit_seconds,
  };
}

type Known = RouteFacts["people"][number];

/** People, with how many devices of theirs ring one after another. */
function inTurn(people: readonly Known[], reach: Reach): Person[] {
  return people.map(({ browser_at, ...person }) =>
    browser_at === undefined ? person : { ...person, devices: countDevices(reach, person.user_id) },
  );
}

/** What may ring: of who is rung on one device after another, that one alone. */
function rungBy(act: Act, people: readonly Known[], reach: Reach) {
  const [user = ""] = act.kind === "dial" ? act.user_ids : [];
  const browser_at = people.find(({ user_id }) => user_id === user)?.browser_at;
  const { phones, in_browser } = reach;
  if (act.kind !== "dial" || act.device === undefined || browser_at === undefined) {
    return { phones, in_browser: [...in_browser] };
  }
  const own = { phones: phones[user] ?? [], inBrowser: in_browser.includes(user), browser_at };
  const one = deviceAt(own, act.device);
  return {
    phones: one.phones.length > 0 ? { [user]: one.phones } : {},
    in_browser: one.inBrowser ? [user] : [],
  };
}

/** A step that was taken, saying so where its audio file could not be had. */
function asHeard(taken: Taken, { steps }: Route, missing: ReadonlySet<string>): Taken {
  const step = steps[taken.step];
  const file = step && fileOf(step);
  if (!file || !missing.has(file.audio)) return taken;
  if (step.kind === "queue") {
    // In it nothing else is played while somebody is rung.
    const waits = !taken.considered.some(({ result }) => result === "rung");
    const reason = `${taken.reason}, with the usual music: its own is missing`;
    return waits ? { ...taken, reason } : taken;
  }
  const did = taken.reason === "played" ? "said" : taken.reason;
  return { ...taken, reason: `${did}, in words: its audio file is missing` };
}
