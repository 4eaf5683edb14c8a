import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { RouteFacts } from "@/lib/routing/facts";

test("a person's phones are read from a database of this version, and of the one before", () => {
  const [ana, ben] = [randomUUID(), randomUUID()];
  const phones = { [ana]: ["+12065550111", "+12065550121"], [ben]: "+12065550112" };
  const facts = { people: [], owner_id: null, last_speaker: null, phones };
  expect(RouteFacts.parse(facts).phones).toEqual({
    [ana]: ["+12065550111", "+12065550121"],
    [ben]: ["+12065550112"],
  });
});
