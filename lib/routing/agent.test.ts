import { expect, test } from "vitest";
import { checkRoute } from "@/lib/routing/check";
import { decideStep } from "@/lib/routing/decide";
import { weekOf } from "@/lib/routing/default-route";
import { Route } from "@/lib/routing/route";
import { simulate } from "@/lib/routing/simulate/simulate";
import { type AgentFacts, arriving, type Facts, type Input } from "@/lib/routing/turn";
import { wishesOf } from "@/lib/routing/wishes";

const ana = "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c01";
const agentId = "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c11";
const version = "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c12";
const url = "wss://agent.test";
const now = new Date("2026-06-02T16:00:00Z");
const route = Route.parse({
  ...{ language: "en-US", voice: "Polly.Joanna-Neural", first: "agent" },
  steps: {
    agent: { kind: "agent", name: "Desk", agent_id: agentId, next: "ring" },
    ring: {
      ...{ kind: "ring", name: "Sales", who: { kind: "people", people: [ana] } },
      ...{ order: "at_once", seconds: 20, not_free: "box", no_answer: "box" },
    },
    box: {
      ...{ kind: "voicemail", name: "", mailbox: { kind: "shared" }, max_seconds: 60 },
      sound: { text: "Please speak." },
    },
  },
});
const free = { availability: "free", rung_at: null, talked_at: null } as const;
const factsWith = (agent?: AgentFacts): Facts => ({
  ...{ people: [{ user_id: ana, name: "Ana", ...free }], owner_id: null, last_speaker: null },
  ...{ queue: null, may_call_back: true, ...(agent && { agents: { [agentId]: agent } }) },
});
const ready: AgentFacts = { state: "ready", version, url };
const arrive = (facts: Facts) => decideStep(route, facts, now, arriving, { kind: "arrived" });
const talked = arrive(factsWith(ready)).state;
const after = (input: Input, state = talked) => decideStep(route, factsWith(), now, state, input);
const done = { kind: "agent_done", reason: "asked for a person", taken_by: null } as const;

test("a call that comes to an agent with room is streamed to it", () => {
  expect(arrive(factsWith(ready)).act).toEqual({ kind: "stream", agent_id: agentId, url, version });
});

test.each<[string, AgentFacts["state"] | undefined]>([
  ["away", undefined],
  ["away", "away"],
  ["full", "full"],
  ["not published", "not_published"],
  ["has no model", "no_provider"],
  ["has no minutes left today", "no_minutes_left"],
  ["has spent its budget of today", "no_budget_left"],
  ["talks with as many callers as the company allows", "company_full"],
])("an agent that is %s is passed: the route goes on", (reason, state) => {
  const turn = arrive(factsWith(state && { state, version: null, url: null }));
  expect(turn.taken[0]).toMatchObject({ kind: "agent", reason });
  expect(turn.act).toMatchObject({ kind: "dial", user_ids: [ana] });
});

test("who was served hears no more, and was not missed", () => {
  expect(after({ ...done, is_served: true })).toMatchObject({
    ...{ act: { kind: "hang_up", serves: true }, says: [] },
  });
});

test("who asked for a person goes on along the route", () => {
  const turn = after({ ...done, is_served: false });
  expect(turn.act).toMatchObject({ kind: "dial", user_ids: [ana], via: "Sales" });
  expect(turn.taken[0]?.reason).toBe("asked for a person");
});

test("whoever took the caller over is rung first, then the route goes on", () => {
  const turn = after({ ...done, is_served: false, taken_by: ana });
  expect(turn.act).toEqual({ kind: "dial", user_ids: [ana], seconds: 25, via: "Desk" });
  const next = after({ kind: "dialed", accepted: false }, turn.state);
  expect(next.act).toMatchObject({ kind: "dial", via: "Sales" });
  expect(after({ kind: "dialed", accepted: true }, turn.state).act.kind).toBe("hang_up");
});

const week = weekOf("09:00", "17:00");
const hours = { time_zone: "UTC", week, holidays: [], exceptions: [] };
const evening = new Date("2026-06-02T20:00:00Z");
test.each<[string, Route["steps"][string], Date, Input[], string[]]>([
  [
    "after hours",
    { kind: "hours", name: "", hours, open: "box", closed: "agent" },
    ...([evening, [], ["stream"]] satisfies [Date, Input[], string[]]),
  ],
  [
    "not while the company is open",
    { kind: "hours", name: "", hours, open: "box", closed: "agent" },
    ...([now, [], ["record"]] satisfies [Date, Input[], string[]]),
  ],
  [
    "when nobody answers",
    {
      ...{ kind: "ring", name: "", who: { kind: "people", people: [ana] }, order: "at_once" },
      ...{ seconds: 20, not_free: "box", no_answer: "agent" },
    },
    now,
    [{ kind: "dialed", accepted: false }],
    ["dial", "stream"],
  ],
  [
    "behind a key of a menu",
    {
      ...{ kind: "menu", name: "", sound: { text: "Press 2 to book." }, keys: { 2: "agent" } },
      ...{ timeout_seconds: 5, times: 1, no_choice: "box" },
    },
    now,
    [{ kind: "digits", digits: "2" }],
    ["gather", "stream"],
  ],
])("an agent answers %s", (_, first, moment, inputs, acts) => {
  const led = Route.parse({ ...route, first: "first", steps: { ...route.steps, first } });
  const trial = { route: led, facts: factsWith(ready), mayCall: () => true, moment, inputs };
  expect(simulate(trial).map(({ turn }) => turn.act.kind)).toEqual(acts);
});

test("the webhook asks for the agent, and for whom the route rings without it", () => {
  const mayCall = () => true;
  expect(wishesOf(route, mayCall, now, arriving, { kind: "arrived" })).toMatchObject([
    { whom: "agent", agent_id: agentId },
    { whom: "people", people: [ana] },
  ]);
  const over: Input = { ...done, is_served: false };
  expect(wishesOf(route, mayCall, now, talked, over)).toMatchObject([{ whom: "people" }]);
});

test("in the editor every agent is there", () => {
  const trial = { route, facts: factsWith(), mayCall: () => true, moment: now };
  const inputs: Input[] = [{ ...done, is_served: false }];
  const acts = simulate({ ...trial, inputs }).map(({ turn }) => turn.act.kind);
  expect(acts).toEqual(["stream", "dial"]);
});

test("a route says what is wrong with its agent", () => {
  const known = { people: new Set([ana]), mayCall: () => true };
  const words = (agent_id: string, agents: Map<string, { name: string; isPublished: boolean }>) => {
    const steps = { ...route.steps, agent: { ...route.steps.agent, agent_id } };
    const found = checkRoute(Route.parse({ ...route, steps }), { ...known, agents });
    return found.map(({ words: said, blocks }) => `${blocks ? "✗" : "!"} ${said}`);
  };
  const some = new Map([[agentId, { name: "Desk", isPublished: false }]]);
  expect(words("", some)).toEqual(["✗ Voice agent “Desk”: no voice agent is chosen."]);
  expect(words(agentId, new Map())).toEqual([
    "✗ Voice agent “Desk”: its voice agent isn't there any more.",
  ]);
  expect(words(agentId, some)).toEqual([
    "! Voice agent “Desk”: its voice agent isn't published: calls go on after it.",
  ]);
});
