import { expect, test } from "vitest";
import { wordsOf } from "@/lib/notifications/view";

const actor = "Rae Rep";
const call_id = "7f0c2a4e-0000-4000-8000-000000000001";

test.each([
  [{ what: "call", name: "Jane Doe", number: "+12065550177" }, "to join the call with Jane Doe"],
  [{ what: "call", number: "+12065550177" }, "to join the call with (206) 555-0177"],
  [{ what: "call", number: "anonymous" }, "to join the call with a private number"],
  [{ what: "meeting", number: "" }, "into a meeting"],
])("whoever is asked into a room, %o, reads into what, and goes to its page", (facts, into) => {
  const asked = { kind: "invited", subject: "calls", facts: { ...facts, actor, call_id } };
  expect(wordsOf(asked, "US")).toEqual({
    sentence: `Rae Rep asked you ${into}`,
    href: `/calls/${call_id}`,
  });
});
