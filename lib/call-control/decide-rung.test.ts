import { expect, test } from "vitest";
import { rungBy } from "@/lib/call-control/decide-rung";

const person = (user_id: string, result: "rung" | "away" | "not_yet" = "rung") => ({
  ...{ user_id, name: user_id, result },
});
const step = (kind: "ring" | "queue" | "owner" | "agent", ...considered: object[]) => ({
  ...{ kind, name: "Sales" },
  considered: considered.map((_, place) => person(place === 0 ? "ana" : "bo")),
});
const ana = person("ana");
const bo = person("bo", "away");

test.each([
  ["a number that rings them", [], null, true],
  ["a step that lists them alone", [step("ring", ana)], "Sales", true],
  ["whose contact it is", [step("owner", ana)], "Sales", true],
  ["a group, of which nobody else is free", [step("ring", ana, bo)], "Sales", false],
  ["a queue", [step("queue", ana)], "Sales", false],
  ["a voice agent's caller whom they took over", [step("agent")], "Sales", false],
  ["a later step", [step("queue", ana), step("ring", ana)], "Sales", true],
] as const)("%s", (_, steps, via, isAlone) => {
  expect(rungBy(steps, "ana")).toEqual({ via, isAlone });
});

test("a step without a name says nothing of how they came", () => {
  expect(rungBy([{ ...step("ring", ana), name: "" }], "ana").via).toBeNull();
});

test("a step that rings somebody else alone is not theirs", () => {
  expect(rungBy([step("ring", ana)], "bo").isAlone).toBe(false);
});
