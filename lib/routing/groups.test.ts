import { expect, test } from "vitest";
import { checkRoute, isSound } from "@/lib/routing/check";
import { decideStep } from "@/lib/routing/decide";
import { groupsOf } from "@/lib/routing/groups";
import type { Person } from "@/lib/routing/people";
import { Route, type Step } from "@/lib/routing/route";
import { arriving, type Facts, type QueueFacts, type State } from "@/lib/routing/turn";
import { wishesOf } from "@/lib/routing/wishes";

const [ana, ben] = ["4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c01", "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c02"];
const sales = "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7b01";
const sound = { text: "Leave a message." };
const box: Step = {
  ...{ kind: "voicemail", name: "", mailbox: { kind: "shared" }, sound, max_seconds: 60 },
};
const bye: Step = { kind: "hang_up", name: "Bye", sound: null, serves: false };
const ring = (group_id: string): Step => ({
  ...{ kind: "ring", name: "Sales", who: { kind: "group", group_id }, order: "in_turn" },
  ...{ seconds: 20, not_free: "box", no_answer: "box" },
});
const queue: Step = {
  ...{ kind: "queue", name: "Sales", who: { kind: "group", group_id: sales }, priority: 0 },
  ...{ max_waiting: 5, max_wait_seconds: 300, callback_key: null },
  ...{ full: "ring", waited_too_long: "bye" },
};
const routeOf = (first: string, step: Step = ring(sales)) =>
  Route.parse({
    ...{ language: "en-US", voice: "Polly.Joanna-Neural", first },
    steps: { ring: step, queue, box, bye },
  });

const person = (user_id: string, name: string): Person => ({
  ...{ user_id, name, availability: "free", rung_at: null, talked_at: null },
});
const facts = (groups?: Facts["groups"], place: Partial<QueueFacts> | null = null): Facts => ({
  ...{ people: [person(ana, "Ana"), person(ben, "Ben")], owner_id: null, last_speaker: null },
  queue: place && { step: "queue", position: 1, ring: null, expected_seconds: null, ...place },
  may_call_back: true,
  ...(groups && { groups }),
});
const noon = new Date("2026-06-02T16:00:00Z");
const arrive = (route: Route, known: Facts) =>
  decideStep(route, known, noon, arriving, { kind: "arrived" });

test("a group is rung in its order, as it is when the call comes", () => {
  const first = arrive(routeOf("ring"), facts({ [sales]: [ben, ana] }));
  expect(first.act).toMatchObject({ kind: "dial", user_ids: [ben] });
  const onlyAna = arrive(routeOf("ring"), facts({ [sales]: [ana] }));
  expect(onlyAna.act).toMatchObject({ kind: "dial", user_ids: [ana] });
});

test.each<[string, Facts["groups"]]>([
  ["emptied", { [sales]: [] }],
  ["deleted, or never known", undefined],
])("a group that was %s is nobody: the call goes on along its route", (_, groups) => {
  const turn = arrive(routeOf("ring"), facts(groups));
  expect(turn.act.kind).toBe("record");
  expect(turn.taken.map(({ reason }) => reason)).toEqual(["nobody to ring", "asked for a message"]);
});

test("the database is asked who is in a group, and in one that no draft has chosen nobody is", () => {
  const wishes = (route: Route) => wishesOf(route, () => true, noon, arriving, { kind: "arrived" });
  const wish = { whom: "people", people: [], order: "in_turn", tried: [] };
  expect(wishes(routeOf("ring"))).toEqual([{ ...wish, group: sales }]);
  expect(wishes(routeOf("ring", ring("")))).toEqual([wish]);
});

test("a queue whose group has nobody in it is not joined", () => {
  const known = facts({ [sales]: [] }, { position: null });
  const turn = arrive(routeOf("queue"), known);
  expect(turn.taken[0]?.reason).toBe("nobody is in it");
  expect(turn.act.kind).toBe("record");
  const full = arrive(routeOf("queue"), facts({ [sales]: [ana] }, { position: null }));
  expect(full.taken[0]?.reason).toBe("full");
});

test("who waits for a group that is emptied goes on as after the longest wait", () => {
  const wait = { joined: noon.getTime(), since: noon.getTime(), round: 1 };
  const waiting: State = { ...arriving, step: "queue", turns: 1, wait };
  const known = facts({ [sales]: [] }, { position: null });
  const turn = decideStep(routeOf("queue"), known, noon, waiting, { kind: "waited" });
  expect(turn.taken.map(({ reason }) => reason)).toEqual(["nobody is in it", "ended"]);
  expect(turn.act.kind).toBe("hang_up");
});

test("the editor refuses a step without its group, and warns of one with nobody in it", () => {
  const found = (people: readonly string[] | null, group = sales) => {
    const groups = new Map(people ? [[sales, { people }]] : []);
    const known = { people: new Set([ana]), mayCall: () => true, groups };
    const findings = checkRoute(routeOf("ring", ring(group)), known).filter(
      ({ step }) => step === "ring",
    );
    return { words: findings.map(({ words }) => words), isSound: isSound(findings) };
  };
  expect(found([ana])).toEqual({ words: [], isSound: true });
  expect(found([])).toEqual({ words: ["Ring “Sales”: nobody is in its group."], isSound: true });
  expect(found(null)).toEqual({
    ...{ words: ["Ring “Sales”: its group isn't there any more."], isSound: false },
  });
  expect(found([ana], "")).toEqual({
    ...{ words: ["Ring “Sales”: no group is chosen."], isSound: false },
  });
});

test("a route rings each of its groups, named once", () => {
  expect(groupsOf(routeOf("ring"))).toEqual([sales]);
});
