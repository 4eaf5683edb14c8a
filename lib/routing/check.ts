import { isZone } from "@/lib/core/time";
import { branchesOf, stepWords } from "@/lib/routing/branches";
import { maxMusicSeconds } from "@/lib/routing/limits";
import type { Route, Step, StepKind, Who } from "@/lib/routing/route";
import { fileOf, soundOf } from "@/lib/routing/sounds";

/** What a route refers to outside of itself. */
export type Known = {
  /** Everybody of the company, by id. */
  people: ReadonlySet<string>;
  /** Its groups by id, with who is in them. */
  groups?: ReadonlyMap<string, { people: readonly string[] }>;
  /** Whether calls may be forwarded to a number (E.164). */
  mayCall: (number: string) => boolean;
  /** The company's audio files by id, and how long each is. */
  audio?: ReadonlyMap<string, { seconds: number }>;
  /** Its voice agents by id, and whether something is published of each. */
  agents?: ReadonlyMap<string, { name: string; isPublished: boolean }>;
  /** What can be answered today. */
  kinds?: ReadonlySet<StepKind>;
};

/** Something that is wrong with a route. One that `blocks` is not published. */
export type Finding = {
  step: string | null;
  branch: string | null;
  words: string;
  blocks: boolean;
};

const finding = (
  step: string | null,
  branch: string | null,
  words: string,
  blocks = true,
): Finding => ({ step, branch, words, blocks });

/**
 * Everything that is wrong with a route, each with the step and branch in words. Without a finding
 * that blocks, every call through it ends with a person or a message.
 */
export function checkRoute(route: Route, known: Known): Finding[] {
  const steps = Object.entries(route.steps);
  return [
    ...checkStart(route),
    ...steps.flatMap(([id, step]) => checkBranches(route, id, step)),
    ...steps.flatMap(([id, step]) => checkStep(id, step, known)),
    ...checkLoops(route),
    ...checkReached(route),
  ];
}

/** Whether a route may answer calls. */
export function isSound(findings: readonly Finding[]): boolean {
  return findings.every(({ blocks }) => !blocks);
}

function checkStart({ first, steps }: Route): Finding[] {
  if (first !== null && Object.hasOwn(steps, first)) return [];
  return [finding(null, "first", "The route has no first step.")];
}

function checkBranches({ steps }: Route, id: string, step: Step): Finding[] {
  return branchesOf(step)
    .filter(({ to }) => to === null || !Object.hasOwn(steps, to))
    .map(({ branch, words, to }) => {
      const where = to === null ? "leads nowhere" : "leads to a step that isn't there";
      return finding(id, branch, `${stepWords(step)}, ${words}: ${where}.`);
    });
}

function checkStep(id: string, step: Step, known: Known): Finding[] {
  const { people, mayCall, audio, kinds, agents } = known;
  const found: Finding[] = [];
  const say = (words: string, branch: string | null = null, blocks = true) =>
    found.push(finding(id, branch, `${stepWords(step)}: ${words}`, blocks));
  if (kinds && !kinds.has(step.kind)) say("calls can't be answered with this step yet.");
  const { text, audio: file } = soundOf(step) ?? {};
  if ((step.kind === "greeting" || step.kind === "menu") && !text && !file) say("says nothing.");
  if (step.kind === "menu" && !text && file) {
    say("needs words too: callers hear them where the audio can't be played.");
  }
  const played = audio && fileOf(step);
  if (played) {
    const refused = whyNotPlayed(played, audio.get(played.audio));
    if (refused) say(refused);
  }
  if (step.kind === "hours") {
    if (!isZone(step.hours.time_zone)) say("the time zone is unknown.");
    const { week, exceptions } = step.hours;
    const spans = [...Object.values(week), ...exceptions.map((one) => one.spans)].flat();
    if (spans.length === 0) say("it is never open.", "open", false);
  }
  if (step.kind === "menu" && Object.keys(step.keys).length === 0) say("has no keys.");
  if (step.kind === "ring" || step.kind === "queue") {
    checkWho(step.who, known, say);
  }
  if (step.kind === "voicemail" && step.mailbox.kind === "person") {
    if (!people.has(step.mailbox.user_id)) say("the person of this mailbox left the company.");
  }
  if (step.kind === "agent") {
    const agent = agents?.get(step.agent_id);
    if (!step.agent_id) say("no voice agent is chosen.");
    else if (agents && !agent) say("its voice agent isn't there any more.");
    else if (agent && !agent.isPublished) {
      say("its voice agent isn't published: calls go on after it.", null, false);
    }
  }
  if (step.kind === "forward") {
    if (!step.to) say("the number is missing.");
    else if (!mayCall(step.to)) say("calls may not go to this number.");
  }
  return found;
}

/** Why a step cannot have its audio file; null where it can. */
export function whyNotPlayed(
  { field }: { field: string },
  file: { seconds: number } | undefined,
): string | null {
  const isMusic = field === "music";
  if (!file) return `its ${isMusic ? "music" : "audio file"} isn't there any more.`;
  if (!isMusic || file.seconds <= maxMusicSeconds) return null;
  return `its music is longer than ${maxMusicSeconds} seconds.`;
}

type Say = (words: string, branch?: string | null, blocks?: boolean) => void;

/** A group changes without the route: one with nobody in it blocks only once it is deleted. */
function checkWho(who: Who, { people, groups }: Known, say: Say): void {
  if (who.kind === "group") {
    const group = groups?.get(who.group_id);
    if (!who.group_id) say("no group is chosen.");
    else if (groups && !group) say("its group isn't there any more.");
    else if (group?.people.length === 0) say("nobody is in its group.", null, false);
    return;
  }
  const listed = who.kind === "people" ? who.people : [...people];
  const gone = listed.filter((person) => !people.has(person)).length;
  if (listed.length === 0) say("there is nobody to ring.");
  if (gone > 0) say(`${gone === 1 ? "a person" : `${gone} people`} in it left the company.`);
}

/**
 * A way that leads back to itself is bounded only where the caller chooses it each time, by a key:
 * decide.ts lets a call enter so many menus and no more.
 */
function checkLoops({ steps }: Route): Finding[] {
  const found: Finding[] = [];
  const done = new Set<string>();
  const visit = (id: string, way: readonly string[]): void => {
    const step = steps[id];
    if (!step || done.has(id)) return;
    for (const { branch, words, to } of branchesOf(step)) {
      if (to === null || branch.startsWith("key ")) continue;
      if ([...way, id].includes(to)) {
        const target = steps[to];
        const back = target ? stepWords(target) : to;
        found.push(finding(id, branch, `${stepWords(step)}, ${words}: leads back to ${back}.`));
      } else visit(to, [...way, id]);
    }
    done.add(id);
  };
  for (const id of Object.keys(steps)) visit(id, []);
  return found;
}

/** A step that no branch leads to does no harm. */
function checkReached({ first, steps }: Route): Finding[] {
  const reached = new Set<string>();
  const visit = (id: string | null): void => {
    const step = id === null || reached.has(id) ? undefined : steps[id];
    if (id === null || !step) return;
    reached.add(id);
    for (const { to } of branchesOf(step)) visit(to);
  };
  visit(first);
  return Object.entries(steps)
    .filter(([id]) => !reached.has(id))
    .map(([id, step]) => finding(id, null, `${stepWords(step)}: no branch leads here.`, false));
}
