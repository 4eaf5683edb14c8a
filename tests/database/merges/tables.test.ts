import { afterAll, expect, test } from "vitest";
import { admin } from "@/tests/telephony/record/call-record";

afterAll(() => admin.end());

/** Derived from a contact and its rows by triggers, wherever these are. */
const derived = ["contact_activity"];

/** What the functions of this name in the schema private say. */
async function bodies(names: string[]): Promise<string> {
  const found = await admin<{ body: string }[]>`
    select prosrc as body from pg_proc
    where pronamespace = 'private'::regnamespace and proname = any (${names})`;
  expect(found).toHaveLength(names.length);
  return found.map(({ body }) => body).join("\n");
}

test.each([
  [
    "merge",
    [
      ...["merge_pair", "merge_details", "merge_entries", "merge_changes", "merged_tables"],
      "merge_threads",
    ],
  ],
  [
    "undo",
    ["unmerge_pair", "unmerge_details", "unmerge_entries", "merged_tables", "unmerge_threads"],
  ],
])("every table that names a contact is handled by %s", async (_, names) => {
  const referring = await admin<{ name: string }[]>`
    select distinct conrelid::regclass::text as name from pg_constraint
    where confrelid = 'public.contacts'::regclass and contype = 'f' order by 1`;
  expect(referring.length).toBeGreaterThan(8);
  const body = await bodies(names);
  const unhandled = referring.filter(
    ({ name }) =>
      !derived.includes(name) && !new RegExp(`public\\.${name}\\b|'${name}'`).test(body),
  );
  expect(
    unhandled.map(({ name }) => `${name}: add it to private.merged_tables, or handle it`),
  ).toEqual([]);
});
