import { expect, test } from "vitest";
import { weaken } from "@/tests/database/isolation/conditions";

const kept = (condition: string) => weaken(condition).map((each) => each.condition);

test("a condition without AND or OR has no part to leave out", () => {
  expect(weaken("(tenant_id = ( SELECT private.tenant_id() AS tenant_id))")).toEqual([]);
});

test("each part of an AND is left out in turn, and each part of the OR within it", () => {
  expect(kept("((a = 1) AND (b = 2) AND ((c = 3) OR (d = 4)))")).toEqual([
    "((b = 2) AND ((c = 3) OR (d = 4)))",
    "((a = 1) AND ((c = 3) OR (d = 4)))",
    "((a = 1) AND (b = 2))",
    "((a = 1) AND (b = 2) AND ((d = 4)))",
    "((a = 1) AND (b = 2) AND ((c = 3)))",
  ]);
});

test("a subquery's conditions are left out too", () => {
  const exists = "(EXISTS ( SELECT\n   FROM calls c\n  WHERE ((c.id = x.id) AND (c.user_id = 1))))";
  expect(kept(exists)).toEqual([
    "(EXISTS ( SELECT\n   FROM calls c\n  WHERE ((c.user_id = 1))))",
    "(EXISTS ( SELECT\n   FROM calls c\n  WHERE ((c.id = x.id))))",
  ]);
});

test("words and brackets inside quotes are neither", () => {
  expect(kept("((a = ') AND ('::text) AND (b = 2))")).toEqual([
    "((b = 2))",
    "((a = ') AND ('::text))",
  ]);
});
