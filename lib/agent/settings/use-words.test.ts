import { expect, test } from "vitest";
import type { AgentUse } from "@/lib/agent/settings/use";
import { useSentence, whyKept } from "@/lib/agent/settings/use-words";

const use = (changed: Partial<AgentUse> = {}): AgentUse => ({
  ...{ route_id: "route", name: "Main line", isPublished: true, isDefault: false, numbers: [] },
  ...changed,
});

test.each([
  [[], "No route uses it yet."],
  [[use({ isPublished: false })], "Only in the draft of “Main line”: publish that route."],
  [[use()], "Answers in “Main line”, which no number follows yet."],
  [[use({ numbers: ["Support"] })], "Answers in “Main line”: Support."],
  [
    [use({ isDefault: true }), use({ name: "Sales", numbers: ["Sales line"] })],
    "Answers in “Main line” and “Sales”: Sales line and numbers without a route or a person.",
  ],
])("%j: which calls reach the agent is said in a sentence", (given, sentence) => {
  expect(useSentence(given)).toBe(sentence);
});

test("an agent that a route uses, also in its draft alone, stays", () => {
  expect(whyKept([])).toBeNull();
  expect(whyKept([use({ isPublished: false })])).toMatch(/^“Main line” uses it\./);
  expect(whyKept([use(), use({ name: "Sales" })])).toMatch(/^“Main line” and “Sales” use it\./);
});
