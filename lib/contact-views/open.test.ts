import { expect, test } from "vitest";
import { readView, viewAddress } from "@/lib/contact-list/address";
import { mayChangeView, openView, viewOf } from "@/lib/contact-views/open";

const id = "5f9c1a52-1c9e-4d8a-9a53-0e2f6b7c8d90";
const tag = "8f9c1a52-1c9e-4d8a-9a53-0e2f6b7c8d91";
const saved = [{ id, query: { tag, sort: "-last_call", columns: "company,number" } }];
const open = (query: string) => openView(readView(query), saved);

test("a saved view is shown as it was saved, on each of its pages", () => {
  const { view, open: opened, isChanged } = open(`view=${id}&owner=none&after=x`);
  expect([opened?.id, isChanged, view.after]).toEqual([id, false, "x"]);
  expect(viewAddress(view)).toBe(
    `/contacts?tag=${tag}&sort=-last_call&columns=company%2Cnumber&of=${id}`,
  );
});

test.each([
  [`of=${id}&columns=number,company&sort=-last_call&tag=${tag}`, false],
  [`of=${id}&tag=${tag}`, true],
  [`of=${id}`, true],
])("what was made from it is shown as it is: %s", (query, changed) => {
  const { view, isChanged } = open(query);
  expect(isChanged).toBe(changed);
  expect(view).toEqual(readView(query));
});

test("a view that is gone says so, and leaves what the address asks for", () => {
  expect(openView(readView(`view=${id}`), [])).toMatchObject({ isGone: true });
  const { view, isGone } = openView(readView(`of=${id}&task=1`), []);
  expect([viewAddress(view), isGone]).toEqual(["/contacts?task=1", true]);
  expect(open("task=1").isGone).toBe(false);
});

test.each([
  ["no object", null, ""],
  ["an order and a column that are gone", { sort: "size", columns: "shoe", task: "1" }, "?task=1"],
])("a view with %s is read without it", (_, query, address) => {
  expect(viewAddress(viewOf({ query }))).toBe(`/contacts${address}`);
});

test.each([
  ["rep", "me", false, true],
  ["rep", "you", true, false],
  ["manager", "you", true, true],
  ["admin", "you", false, false],
] as const)("%s, view of %s, shared %s: may change it %s", (role, owner_id, is_shared, may) => {
  expect(mayChangeView({ owner_id, is_shared }, { user_id: "me", role })).toBe(may);
});
