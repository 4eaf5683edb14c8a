import type { Call, Outcome } from "@/lib/routing/decide";
import { type Considered, choosePeople, peopleOf } from "@/lib/routing/people";
import { phrases } from "@/lib/routing/phrases";
import type { Route, Step } from "@/lib/routing/route";
import type { Act, Facts, Said, Wait } from "@/lib/routing/turn";
import { voiceOf } from "@/lib/routing/voices";

type Queue = Extract<Step, { kind: "queue" }>;

/** Below what a carrier's voicemail waits for. */
const ringSeconds = 20;

/**
 * A caller joins a queue, has heard its music, or nobody answered whom they were about to get. It
 * is their turn once the database has claimed somebody for them (private.queue_turn). Without its
 * word, as when it is away, whoever was free last is rung.
 */
export function queueTurn(step: Queue, call: Call, how: "joins" | "waited" | "rang"): Outcome {
  const { facts, moment, state } = call;
  const now = moment.getTime();
  const known = facts.queue?.step === state.step ? facts.queue : null;
  const wait = (how !== "joins" && state.wait) || { joined: now, since: now, round: 0 };
  if (now - wait.joined >= step.max_wait_seconds * 1000) {
    return { to: step.waited_too_long, reason: "waited too long" };
  }
  const isEmpty = !hasPeople(step, facts);
  if (known?.position === null && (how === "joins" || isEmpty)) {
    const to = how === "joins" ? step.full : step.waited_too_long;
    return { to, reason: isEmpty ? "nobody is in it" : "full" };
  }
  const tried = how === "rang" ? state.tried : [];
  const { places, user_ids, considered } = nextPerson(step, facts, known, tried);
  if (user_ids.length > 0) {
    const left = { ...wait, since: now, round: how === "joins" ? 0 : Math.max(1, wait.round) };
    const act: Act = { kind: "dial", user_ids, seconds: ringSeconds, via: step.name };
    return {
      act,
      considered,
      reason: "rang",
      state: { wait: left, tried: [...tried, ...places] },
    };
  }
  // After a ring they hear again where they stand.
  const next = wait.round + 2 - (wait.round % 2);
  const stay: Wait = how === "rang" ? { ...wait, since: now, round: next } : wait;
  const plays = how === "waited";
  const key = facts.may_call_back ? step.callback_key : null;
  const own = step.music?.audio;
  return {
    act: { kind: "enqueue", plays, callback_key: key, ...(plays && own && { music: own }) },
    considered,
    reason: known?.position ? `number ${known.position} in line` : "waits",
    // Every other time there is only music.
    says: plays && stay.round % 2 === 0 ? announcement(call, wait, key) : undefined,
    state: { tried: [], wait: plays ? { ...stay, round: Math.min(stay.round + 1, 9999) } : stay },
  };
}

/** Whether somebody is left of a queue's people. */
function hasPeople({ who }: Queue, facts: Facts): boolean {
  const here = new Set(facts.people.map(({ user_id }) => user_id));
  return peopleOf(who, facts).some((id) => here.has(id));
}

/** Who is rung for the caller; nobody while it is not their turn. */
function nextPerson(
  { who }: Queue,
  facts: Facts,
  known: Facts["queue"],
  tried: readonly number[],
): ReturnType<typeof choosePeople> {
  const { people } = facts;
  const listed = peopleOf(who, facts);
  if (known === null) {
    return choosePeople(listed, people, "longest_idle", tried);
  }
  const ring = people.find(({ user_id }) => user_id === known.ring);
  const isRung = ring?.availability === "free";
  const all = ring && !listed.includes(ring.user_id) ? [...listed, ring.user_id] : listed;
  const { considered } = choosePeople(all, people, "in_turn", []);
  return {
    ...{ places: [], user_ids: isRung ? [ring.user_id] : [] },
    considered: considered.map((one): Considered => {
      if (isRung && one.user_id === ring.user_id) return { ...one, result: "rung" };
      return one.result === "rung" ? { ...one, result: "not_yet" } : one;
    }),
  };
}

/** Where the caller stands, how long it may take, and how to be called back. */
function announcement({ route, facts, moment }: Call, { joined }: Wait, key: string | null): Said {
  const words = phrases[route.language];
  const known = facts.queue;
  const left = (known?.expected_seconds ?? 0) - (moment.getTime() - joined) / 1000;
  const minutes = Math.max(1, Math.ceil(left / 60));
  const expected = minutes === 1 ? words.expected_minute : words.expected_minutes;
  const said = [
    known?.position && words.position.replace("{n}", `${known.position}`),
    known?.expected_seconds && expected.replace("{n}", `${minutes}`),
    words.please_hold,
    key && words.callback_offer.replace("{key}", key),
  ];
  return inVoiceOf(route, said.filter(Boolean).join(" "));
}

function inVoiceOf({ language, voice }: Route, text: string): Said {
  return { text, language, voice: voiceOf(language, voice) };
}
