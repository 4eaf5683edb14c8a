import { afterAll, expect, test } from "vitest";
import { plantDatabase, undone } from "@/tests/database/isolation/database";
import { listUnruled } from "@/tests/database/isolation/unruled";
import { mutateMatrix, walkMatrix } from "@/tests/database/isolation/whole";

const { sql, stop } = await plantDatabase();
afterAll(stop);

test("every object does for everyone what its rule in tests/database/isolation/rules says, and nothing more", async () => {
  const { problems, counts } = await walkMatrix(sql);
  console.log(counts);
  expect(problems).toEqual([]);
}, 300_000);

test("every policy, grant and append-only trigger that is dropped or loosened is noticed", async () => {
  const { problems, counts } = await mutateMatrix(sql);
  console.log(counts);
  expect(problems).toEqual([]);
}, 900_000);

test.each([
  ["table later", "create table public.later (id int)"],
  ["table private.later", "create table private.later (id int)"],
  ["view later", "create view public.later as select 1 as one"],
  ["view later", "create materialized view public.later as select 1 as one"],
  [
    "function public.later(",
    "create function public.later() returns int language sql as 'select 1'",
  ],
  [
    "function machine.later(",
    "create function machine.later() returns int language sql as 'select 1'",
  ],
  ["schema later", "create schema later"],
])("without a rule the %s fails by its name", async (name, made) => {
  const problems = await undone(sql, async (asking) => {
    await asking.unsafe(made);
    return listUnruled(asking);
  });
  expect(problems.join("\n")).toContain(`The ${name}`);
});
