import { expect, test } from "vitest";
import { type Broadcast, concerns, type Interest } from "@/components/live/interest";

test.each<[string, Broadcast, Interest, boolean]>([
  ["a call in the log", { event: "call", id: "c1" }, { calls: "all" }, true],
  ["the open call", { event: "call", id: "c1" }, { calls: ["c1"] }, true],
  ["another call than the open one", { event: "call", id: "c2" }, { calls: ["c1"] }, false],
  [
    "a new call of the open contact",
    { event: "call", id: "c2", contact_id: "p1" },
    { callsOf: ["p1"] },
    true,
  ],
  [
    "a call without a contact",
    { event: "call", id: "c2", contact_id: null },
    { callsOf: ["p1"] },
    false,
  ],
  ["the open contact", { event: "contact", id: "p1" }, { contacts: ["p1"] }, true],
  [
    "another contact than the open one",
    { event: "contact", id: "p2" },
    { contacts: ["p1"] },
    false,
  ],
  ["another person's call elsewhere", { event: "call", id: "c1", user_id: "u2" }, {}, false],
  ["a new contact in the list", { event: "contact", id: "p2" }, { contacts: "all" }, true],
])("a page decides whether it shows %s", (_, broadcast, interest, answer) => {
  expect(concerns(broadcast, "u1", [interest])).toBe(answer);
});

test("a page that shows nothing live is left alone, but for this person's calls: the bar shows them", () => {
  expect(concerns({ event: "call", id: "c1", user_id: null }, "u1", [])).toBe(false);
  expect(concerns({ event: "call", id: "c1", user_id: "u1" }, "u1", [])).toBe(true);
});
