import { openingAt } from "@/lib/routing/hours";
import { openingWords } from "@/lib/routing/hours-words";
import { maxMenus, minDeviceSeconds } from "@/lib/routing/limits";
import { type Considered, chooseAgain, choosePeople, peopleOf } from "@/lib/routing/people";
import { phrases } from "@/lib/routing/phrases";
import { queueTurn } from "@/lib/routing/queue";
import type { Route, Sound, Step } from "@/lib/routing/route";
import type { Said, State, Taken, Turn } from "@/lib/routing/turn";
import { type Act, type AgentFacts, type Facts, type Input, maxTurns } from "@/lib/routing/turn";
import { voiceOf } from "@/lib/routing/voices";

/** A step leads to the next one (null: the route says nowhere), or Twilio acts. */
export type Outcome = { reason: string; considered?: Considered[] } & (
  | { to: string | null; says?: Said }
  | { act: Act; says?: Said; state?: Partial<State> }
);

export type Call = { route: Route; facts: Facts; moment: Date; state: State; isNew: boolean };

/**
 * What a call does next: pure, and total. A route that was never checked, or a state that it does
 * not have, leads to a voicemail and not to silence. Steps that need nothing from Twilio are taken
 * at once, so that a caller hears the greeting and the first ring from one answer.
 */
export function decideStep(
  route: Route,
  facts: Facts,
  moment: Date,
  state: State,
  input: Input,
): Turn {
  const says: Said[] = [];
  const taken: Taken[] = [];
  // How long a call may wait is a matter of time.
  const turns = input.kind === "waited" ? state.turns : state.turns + 1;
  let at = { ...state, step: state.step || "start" };
  let id = input.kind === "arrived" ? route.first : state.step;
  let given: Input | null = input.kind === "arrived" ? null : input;
  const answer = (act: Act): Turn => ({ says, act, state: { ...at, turns }, taken });
  const ending = endingOf(input) ?? (turns > maxTurns ? "goodbye" : null);
  const reached = route.steps[state.step];
  if (reached && ending && ending !== "goodbye") {
    const { kind, name } = reached;
    taken.push({ step: state.step, kind, name, reason: endReasons[ending], considered: [] });
  }
  if (ending === "served") return answer({ kind: "hang_up", serves: true });
  if (ending) {
    if (ending !== "talked") says.push(phrase(route, ending));
    return answer({ kind: "hang_up", serves: false });
  }
  for (let count = 0; count <= Object.keys(route.steps).length; count += 1) {
    const step = id === null ? undefined : route.steps[id];
    if (id === null || !step) break;
    if (given === null) at = { ...at, step: id, tried: [], devices: null, asked: 0, wait: null };
    const isNew = state.turns === 0 && says.length === 0;
    const call = { route, facts, moment, state: at, isNew };
    const outcome = given ? resume(step, call, given) : enter(step, call);
    given = null;
    if (outcome.says) says.push(outcome.says);
    const { reason, considered = [], says: said } = outcome;
    const one = { step: id, kind: step.kind, name: step.name, reason, considered };
    taken.push({ ...one, ...(said && { says: said }) });
    if ("act" in outcome) {
      at = { ...at, ...outcome.state };
      return answer(outcome.act);
    }
    id = outcome.to;
  }
  says.push(phrase(route, "leave_message"));
  return answer({ kind: "record", mailbox: { kind: "shared" }, max_seconds: 120 });
}

/** How a call ends that is over for the route, wherever it was in it; null: it goes on. */
export function endingOf(input: Input): keyof typeof endReasons | null {
  if (input.kind === "agent_done") return input.is_served ? "served" : null;
  if (input.kind === "recorded") return "message_taken";
  if (input.kind === "dialed") return input.accepted ? "talked" : null;
  if (input.kind !== "left_queue") return null;
  if (input.because === "talked") return "talked";
  return input.because === "callback" ? "callback_noted" : null;
}

const endReasons = {
  talked: "the caller talked with a person",
  served: "served the caller",
  message_taken: "took a message",
  callback_noted: "the caller asked to be called back",
};

/** A step begins. */
function enter(step: Step, call: Call): Outcome {
  const { route, moment, state } = call;
  switch (step.kind) {
    case "greeting":
      return {
        to: step.next,
        says: spoken(route, step.sound, "one_moment"),
        reason: step.sound.audio ? "played" : "said",
      };
    case "hours": {
      const opening = openingAt(step.hours, moment);
      return { to: opening.open ? step.open : step.closed, reason: openingWords(opening) };
    }
    case "menu": {
      if (state.menus >= maxMenus) return { to: step.no_choice, reason: "too many menus" };
      return ask(step, call, "asked", { menus: state.menus + 1 });
    }
    case "ring":
    case "owner":
    case "last_speaker":
      return ring(step, call);
    case "queue":
      return queueTurn(step, call, "joins");
    case "forward":
      return {
        act: { kind: "forward", to: step.to, seconds: step.seconds },
        reason: "forwarded",
      };
    case "agent": {
      const agent = call.facts.agents?.[step.agent_id];
      if (!agent?.url || !agent.version) return { to: step.next, reason: whyNoAgent(agent) };
      const { url, version } = agent;
      const act: Act = { kind: "stream", agent_id: step.agent_id, url, version };
      return { act, reason: "talks with the caller" };
    }
    case "voicemail": {
      const { mailbox, max_seconds, sound } = step;
      const hasOwn = sound.text || sound.audio;
      const says = hasOwn ? spoken(route, sound, "leave_message") : phrase(route, "leave_message");
      return { act: { kind: "record", mailbox, max_seconds }, says, reason: "asked for a message" };
    }
    case "hang_up": {
      const says = step.sound ? spoken(route, step.sound, "goodbye") : undefined;
      const isSilent = call.isNew && !says && !step.serves;
      const act: Act = isSilent ? { kind: "reject" } : { kind: "hang_up", serves: step.serves };
      return { act, says, reason: isSilent ? "rejected" : "ended" };
    }
    default:
      return step satisfies never;
  }
}

/** A step goes on with what it waited for; anything else begins it anew. */
function resume(step: Step, call: Call, input: Input): Outcome {
  const { route, state } = call;
  if (step.kind === "menu" && input.kind === "digits") {
    const to = step.keys[input.digits];
    if (to !== undefined) return { to, reason: `pressed ${input.digits}` };
    const said = input.digits ? `pressed ${input.digits}, which is no choice` : "pressed nothing";
    const says = input.digits ? phrase(route, "wrong_key") : undefined;
    if (state.asked >= step.times) return { to: step.no_choice, says, reason: said };
    return { ...ask(step, call, said, {}), ...(says && { says }) };
  }
  if (input.kind === "dialed") {
    if (step.kind === "forward") return { to: step.no_answer, reason: "nobody answered" };
    if (step.kind === "ring" || step.kind === "owner" || step.kind === "last_speaker") {
      return ring(step, call);
    }
    if (step.kind === "queue") return queueTurn(step, call, "rang");
    if (step.kind === "agent") return { to: step.next, reason: "who took it over did not answer" };
  }
  if (input.kind === "agent_done" && step.kind === "agent") return afterAgent(step, input);
  if (input.kind === "waited" && step.kind === "queue") return queueTurn(step, call, "waited");
  if (input.kind === "left_queue" && step.kind === "queue") {
    const isFull = input.because === "full";
    const reason = isFull ? "full" : "waited too long";
    return { to: isFull ? step.full : step.waited_too_long, reason };
  }
  return enter(step, call);
}

/** Whoever took the caller over is rung first. */
function afterAgent(
  step: Extract<Step, { kind: "agent" }>,
  { reason, taken_by }: Extract<Input, { kind: "agent_done" }>,
): Outcome {
  if (!taken_by) return { to: step.next, reason };
  const act: Act = { kind: "dial", user_ids: [taken_by], seconds: 25, via: step.name };
  return { act, reason, state: { tried: [0] } };
}

function ask(
  step: Extract<Step, { kind: "menu" }>,
  { route, state }: Call,
  reason: string,
  change: Partial<State>,
): Outcome {
  const { sound, timeout_seconds } = step;
  const act: Act = {
    kind: "gather",
    question: spoken(route, sound, "one_moment"),
    timeout_seconds,
  };
  return { act, reason, state: { ...change, asked: state.asked + 1 } };
}

/**
 * Rings whoever is next, or leads on once nobody is left. Who is rung alone may want their devices
 * to ring one after another: each has its share of the step's seconds.
 */
function ring(
  step: Extract<Step, { kind: "ring" | "owner" | "last_speaker" }>,
  { facts, moment, state: { tried, devices } }: Call,
): Outcome {
  const { listed, order } = listOf(step, facts, moment);
  const isLeft = devices !== null && devices.rung < devices.of;
  const again = isLeft ? chooseAgain(listed, facts.people, tried) : null;
  if (isLeft && again) {
    const { rung: device, of } = devices;
    const state = { devices: { rung: device + 1, of } };
    const reason = "rang the next of their phones";
    const act = dialOne(step, again.user_id, device, of);
    return { act, considered: again.considered, reason, state };
  }
  const { places, user_ids, considered } = choosePeople(listed, facts.people, order, tried);
  const [first, ...others] = user_ids;
  if (first) {
    const { seconds, name: via } = step;
    const mayWait = others.length === 0 && (order !== "at_once" || listed.length === 1);
    const own = facts.people.find(({ user_id }) => user_id === first)?.devices ?? 1;
    const inTurn = mayWait && own > 1 ? { rung: 1, of: own } : null;
    const act: Act = inTurn
      ? dialOne(step, first, 0, own)
      : { kind: "dial", user_ids, seconds, via };
    const state = { tried: [...tried, ...places], devices: inTurn };
    return { act, considered, reason: "rang", state };
  }
  if (tried.length > 0) return { to: step.no_answer, considered, reason: "nobody answered" };
  const reason = listed.length > 0 ? "nobody is free" : "nobody to ring";
  return { to: step.not_free, considered, reason };
}

function dialOne(
  { seconds, name: via }: { seconds: number; name: string },
  user: string,
  device: number,
  of: number,
): Act {
  const share = Math.max(minDeviceSeconds, Math.ceil(seconds / of));
  return { kind: "dial", user_ids: [user], seconds: Math.min(share, seconds), via, device };
}

function listOf(
  step: Extract<Step, { kind: "ring" | "owner" | "last_speaker" }>,
  { people, groups, owner_id, last_speaker }: Facts,
  moment: Date,
) {
  const order = step.kind === "ring" ? step.order : "at_once";
  if (step.kind === "owner") return { order, listed: owner_id ? [owner_id] : [] };
  if (step.kind === "last_speaker") {
    const oldest = moment.getTime() - step.days * 86_400_000;
    const isRecent = last_speaker !== null && last_speaker.at >= oldest;
    return { order, listed: isRecent ? [last_speaker.user_id] : [] };
  }
  return { order, listed: peopleOf(step.who, { people, groups }) };
}

const noAgent: Record<AgentFacts["state"], string> = {
  ready: "away",
  away: "away",
  full: "full",
  not_published: "not published",
  no_provider: "has no model",
  no_minutes_left: "has no minutes left today",
  no_budget_left: "has spent its budget of today",
  company_full: "talks with as many callers as the company allows",
};

function whyNoAgent(agent: AgentFacts | undefined): string {
  return noAgent[agent?.state ?? "away"];
}

type PhraseName = keyof (typeof phrases)["en-US"];

/** A sound as it is heard; where an audio file without words cannot be played, this phrase is. */
function spoken(route: Route, sound: Sound, instead: PhraseName): Said {
  const { text, language = route.language, voice, audio } = sound;
  const own = voice ?? (language === route.language ? route.voice : undefined);
  const said = { language, voice: voiceOf(language, own) };
  return audio ? { text: text || phrases[language][instead], ...said, audio } : { text, ...said };
}

function phrase(route: Route, name: PhraseName): Said {
  return spoken(route, { text: phrases[route.language][name] }, name);
}
