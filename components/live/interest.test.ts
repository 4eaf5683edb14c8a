import { expect, test } from "vitest";
import { type Change, concerns, type Interest } from "@/components/live/interest";

test.each<[string, Change, Interest, boolean]>([
  ["a call in the log", { subject: "calls", id: "c1" }, { subject: "calls" }, true],
  ["the open call", { subject: "calls", id: "c1" }, { subject: "calls", id: ["c1"] }, true],
  [
    "another call than the open one",
    { subject: "calls", id: "c2" },
    { subject: "calls", id: ["c1"] },
    false,
  ],
  [
    "a new call of the open contact",
    { subject: "calls", id: "c2", contact_id: "p1" },
    { subject: "calls", contact_id: ["p1"] },
    true,
  ],
  [
    "a call without a contact",
    { subject: "calls", id: "c2", contact_id: null },
    { subject: "calls", contact_id: ["p1"] },
    false,
  ],
  [
    "a call by either of two ids",
    { subject: "calls", id: "c2", user_id: "u1" },
    { subject: "calls", contact_id: ["p1"], user_id: ["u1"] },
    true,
  ],
  [
    "somebody who is rung with others",
    { subject: "availability", user_id: ["u1", "u2"] },
    { subject: "availability", user_id: ["u2"] },
    true,
  ],
  [
    "others who are rung",
    { subject: "availability", user_id: ["u1", "u2"] },
    { subject: "availability", user_id: ["u3"] },
    false,
  ],
  [
    "a call of nobody it shows",
    { subject: "calls", id: "c1" },
    { subject: "calls", id: [] },
    false,
  ],
  [
    "the open contact",
    { subject: "contacts", id: "p1" },
    { subject: "contacts", id: ["p1"] },
    true,
  ],
  [
    "a contact where calls are shown",
    { subject: "contacts", id: "x" },
    { subject: "calls" },
    false,
  ],
])("a page decides whether it shows %s", (_, change, interest, answer) => {
  expect(concerns(change, [interest])).toBe(answer);
});

test("a page that shows nothing live stays as it is", () => {
  expect(concerns({ subject: "calls", id: "c1" }, [])).toBe(false);
});
