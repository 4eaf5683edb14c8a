import { expect, test } from "vitest";
import { defaultAgent } from "@/lib/agent/settings/defaults";
import { AgentSettings, newAgent } from "@/lib/agent/settings/schema";
import { draftOf, valuesOf } from "@/lib/agent/settings/values";
import { describeColumn } from "@/lib/agent/settings/words";
import { type Edit, merge } from "@/lib/edits/decide";

const tools = ["take_message", "look_up"];
const agent = (changed: Partial<AgentSettings> = {}) => ({
  name: "Reception",
  draft: { ...defaultAgent("Acme", "en", tools), ...changed },
});
const knowing = (...answers: { question: string; answer: string }[]) =>
  agent({ knowledge: { answers, opening_hours: "9 to 5", address: "", prices: "" } });
const parking = { question: "Is there parking?", answer: "Behind the house." };
const dogs = { question: "May dogs come?", answer: "Yes." };

test.each([
  ["a new agent", agent()],
  ["a Romanian one", { name: "Recepție", draft: defaultAgent("Casa Verde", "ro", tools) }],
  ["one with answers", knowing(parking, dogs)],
  ["one with a budget", agent({ limits: { ...newAgent.limits, dollars_per_day: 20 } })],
  ["one of two languages without tools", agent({ languages: ["ro", "en"], tools: [] })],
])("%s is the same once its columns are put together again", (_, given) => {
  const draft = draftOf(valuesOf(given));
  expect(AgentSettings.parse(draft)).toEqual(given.draft);
});

test("what a new agent is told can be published as it is", () => {
  for (const language of ["en", "ro"] as const) {
    expect(AgentSettings.safeParse(defaultAgent("Acme", language, tools)).success).toBe(true);
  }
});

test("two admins who each add an answer and switch a tool off keep both", () => {
  const loaded = valuesOf(agent());
  const edit: Edit = { loaded, seen: {}, choices: {} };
  const mine = { ...valuesOf(knowing(parking)), "tool look_up": null, opening_hours: "" };
  const theirs = { ...loaded, ...valuesOf(knowing(dogs)), opening_hours: "" };
  const merged = merge(edit, mine, theirs);
  if (merged.kind !== "save") throw new Error(merged.fields.join(", "));
  const draft = AgentSettings.parse(draftOf({ ...theirs, ...merged.changes }));
  expect(draft.knowledge.answers).toEqual(expect.arrayContaining([parking, dogs]));
  expect(draft.tools).toEqual(["take_message"]);
});

test("two admins who write different greetings are asked", () => {
  const loaded = valuesOf(agent());
  const merged = merge(
    { loaded, seen: {}, choices: {} },
    valuesOf(agent({ greeting: "Hello!" })),
    valuesOf(agent({ greeting: "Good day!" })),
  );
  expect(merged).toEqual({ kind: "conflict", fields: ["greeting"] });
});

test.each([
  ["greeting", "Hi", { name: "the greeting", value: "Hi" }],
  ["answer Is there parking?", "Yes", { name: "the answer to “Is there parking?”", value: "Yes" }],
  ["tool take_message", true, { name: "“take message”", value: "on" }],
  ["languages", "ro,en", { name: "the languages", value: "Romanian and English" }],
  ["address", null, { name: "the address", value: "" }],
])("the column %s with %j is said in words", (column, value, words) => {
  expect(describeColumn(column, value)).toEqual(words);
});
