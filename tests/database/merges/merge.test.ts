import { afterAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { identify, type Member, memberOf } from "@/lib/auth/member";
import { chooseCallContact } from "@/lib/calls/candidates";
import { saveContact } from "@/lib/contacts/saved";
import { saveContactIn } from "@/lib/contacts/schema";
import { getContact } from "@/lib/contacts/store";
import { findDuplicates } from "@/lib/merges/duplicates";
import { findKept } from "@/lib/merges/store";
import { addNote } from "@/lib/notes/store";
import { mergeNow } from "@/tests/database/merges/pair";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin } from "@/tests/telephony/record/call-record";

let tenant: TestTenant;
let rep: Member;
beforeEach(async () => {
  tenant = await makeTenant({ withoutTwilio: true });
  rep = memberOf(await identify(tenant.rep.db));
});
afterAll(() => admin.end());

type Typed = { name: string; title?: string; company?: string; phone?: string[]; email?: string[] };

/** Adds a contact as its form does; gives its id. */
async function add(typed: Typed): Promise<string> {
  const id = crypto.randomUUID();
  await saveContact(rep.db, saveContactIn("US").parse({ id, owner_id: "", ...typed }), null);
  return id;
}
const [first, second] = ["+12065550171", "+12065550172"];
const read = async (id: string) => {
  const contact = await getContact(rep.db, tenant.id, id);
  return contact && { ...contact, phones: contact.contact_phones.map(({ phone }) => phone) };
};
async function merged(keep: string, gone: string, taken: string[] = []): Promise<string> {
  return z.object({ id: z.uuid() }).parse(await mergeNow(rep, [keep, gone], taken)).id;
}
const undo = async (merge: string) => (await rep.db.rpc("undo_contact_merge", { merge })).data;

test("the kept contact has what was chosen and the numbers of both; the other leads to it", async () => {
  const keep = await add({ name: "Amara Lindqvist", title: "CFO", phone: [first] });
  const gone = await add({ name: "A. Lindqvist", title: "CEO", phone: [second] });
  await merged(keep, gone, ["title", "phones"]);
  expect(await read(keep)).toMatchObject({
    ...{ name: "Amara Lindqvist", title: "CEO", phones: [second, first] },
  });
  expect(await read(gone)).toBeNull();
  expect(await findKept(rep.db, tenant.id, gone)).toBe(keep);
  const { data } = await rep.db.rpc("search_contacts", { query: "0172" }).select("id");
  expect(data).toEqual([{ id: keep }]);
});

test("the timeline says who merged it with whom, beside what that changed", async () => {
  const keep = await add({ name: "Amara Lindqvist" });
  const gone = await add({ name: "A. Lindqvist", title: "CEO" });
  const id = await merged(keep, gone, ["title"]);
  const { data } = await rep.db
    .from("contact_changes")
    .select("actor_id, changes")
    .eq("contact_id", keep)
    .order("created_at", { ascending: false })
    .limit(1);
  expect(data).toEqual([
    {
      actor_id: rep.user_id,
      changes: { merged: { to: { id, name: "A. Lindqvist" } }, title: { from: "", to: "CEO" } },
    },
  ]);
});

test("is refused of what was changed since it was shown, of itself, of an archived one to keep", async () => {
  const keep = await add({ name: "Amara Lindqvist" });
  const gone = await add({ name: "A. Lindqvist" });
  const versions = { keep_version: 1, gone_version: 1 };
  await rep.db.from("contacts").update({ title: "CFO" }).eq("id", gone);
  const answer = await rep.db.rpc("merge_contacts", { keep, gone, ...versions });
  expect(answer.data).toEqual({ kind: "changed" });
  expect(await mergeNow(rep, [keep, keep])).toEqual({ kind: "same" });
  expect(await mergeNow(rep, [keep, crypto.randomUUID()])).toEqual({ kind: "not_found" });
  await rep.db.from("contacts").update({ archived_at: new Date().toISOString() }).eq("id", keep);
  expect(await mergeNow(rep, [keep, gone])).toEqual({ kind: "archived" });
});

test("is refused when both together have more numbers than a contact may have", async () => {
  const numbers = (from: number) => Array.from({ length: 6 }, (_, nth) => `+1206555${from + nth}`);
  const keep = await add({ name: "Amara Lindqvist", phone: numbers(1110) });
  const gone = await add({ name: "A. Lindqvist", phone: numbers(1120) });
  expect(await mergeNow(rep, [keep, gone])).toEqual({ kind: "too_much" });
});

test("an undo keeps what was added and changed since", async () => {
  const keep = await add({ name: "Amara Lindqvist", phone: [first] });
  const gone = await add({ name: "A. Lindqvist", title: "CEO", phone: [second] });
  await addNote(rep.db, tenant.id, { id: crypto.randomUUID(), contact_id: gone, body: "Old" });
  const id = await merged(keep, gone, ["name", "title"]);
  await rep.db.from("contacts").update({ title: "Chair" }).eq("id", keep);
  await rep.db.from("contact_phones").delete().eq("phone", second);
  await rep.db.from("notes").update({ body: "Old, edited" }).eq("body", "Old");
  await addNote(rep.db, tenant.id, { id: crypto.randomUUID(), contact_id: keep, body: "New" });
  expect(await undo(id)).toEqual({ kind: "undone", keep_id: keep, gone_id: gone });

  expect(await read(keep)).toMatchObject({
    ...{ name: "Amara Lindqvist", title: "Chair", phones: [first] },
  });
  expect(await read(gone)).toMatchObject({ name: "A. Lindqvist", title: "CEO", phones: [] });
  const { data } = await rep.db.from("notes").select("contact_id, body").order("created_at");
  expect(data).toEqual([
    { contact_id: gone, body: "Old, edited" },
    { contact_id: keep, body: "New" },
  ]);
  expect(await findKept(rep.db, tenant.id, gone)).toBeNull();
});

test("merges are undone the last first, each once", async () => {
  const keep = await add({ name: "One" });
  const [two, three] = [await add({ name: "Two" }), await add({ name: "Three" })];
  const earlier = await merged(keep, two);
  const later = await merged(keep, three);
  expect(await undo(earlier)).toEqual({ kind: "merged_since" });
  await undo(later);
  expect(await undo(earlier)).toMatchObject({ kind: "undone" });
  expect(await undo(earlier)).toMatchObject({ kind: "undone" });
  expect([(await read(two))?.name, (await read(three))?.name]).toEqual(["Two", "Three"]);

  const inner = await merged(keep, two);
  const outer = await merged(three, keep);
  expect(await undo(inner)).toEqual({ kind: "merged_since" });
  await undo(outer);
  expect(await undo(inner)).toMatchObject({ kind: "undone" });
});

test("what is written on a page from before the merge is the kept contact's", async () => {
  const [one, two] = [await add({ name: "One" }), await add({ name: "Two" })];
  const three = await add({ name: "Three" });
  await merged(two, three);
  await merged(one, two);
  await addNote(rep.db, tenant.id, { id: crypto.randomUUID(), contact_id: three, body: "Late" });
  const { data } = await rep.db.from("notes").select("contact_id").eq("body", "Late");
  expect(data).toEqual([{ contact_id: one }]);
});

test("an import does not remove a contact that another one was merged into", async () => {
  const [keep, gone] = [await add({ name: "One" }), await add({ name: "Two" })];
  const used = async () =>
    (await admin`select private.used_since(${tenant.id}, ${keep}, now()) as used`)[0]?.used;
  expect(await used()).toBe(false);
  const merge = await merged(keep, gone);
  expect(await used()).toBe(true);
  await undo(merge);
  expect(await used()).toBe(false);
});

test("who has a number, an address or the name at that company is found, besides oneself", async () => {
  const amara = await add({
    ...{ name: "Amara Lindqvist", company: "Northwind", phone: [first], email: ["a@north.test"] },
  });
  const nobody = { phones: [], emails: [], name: "", company: "" };
  const find = async (wanted: Partial<Parameters<typeof findDuplicates>[1]>) =>
    (await findDuplicates(rep.db, { ...nobody, ...wanted })).map(({ id, kind }) => [id, kind]);
  expect(await find({ phones: [first] })).toEqual([[amara, "phone"]]);
  expect(await find({ emails: ["a@north.test"] })).toEqual([[amara, "email"]]);
  expect(await find({ name: "amara lindqvist", company: "northwind" })).toEqual([[amara, "name"]]);
  expect(await find({ name: "Amara Lindqvist" })).toEqual([]);
  expect(await find({ phones: [first], besides: amara })).toEqual([]);
  const without = await add({ name: "Amara Lindqvist" });
  expect(await find({ name: "Amara Lindqvist" })).toEqual([[without, "name"]]);
});

test("a call of a shared number goes to the contact that a person chooses, with its notes", async () => {
  const [one, two] = [
    await add({ name: "One", phone: [first] }),
    await add({ name: "Two", phone: [first] }),
  ];
  const other = await add({ name: "Other", phone: [second] });
  const [call] = await admin<{ id: string }[]>`
    insert into public.calls (tenant_id, direction, from_number, to_number, status, stage,
      outcome, user_id, contact_id, created_at, ended_at, settled_at)
    values (${tenant.id}, 'inbound', ${first}, '+12065550100', 'completed', 'ended', 'connected',
      ${rep.user_id}, ${one}, now(), now(), now()) returning id`;
  const id = call?.id ?? "";
  await rep.db.rpc("save_call_note", { call: id, typed: "Asked for Two" });
  await chooseCallContact(rep.db, { call: id, contact: two });
  await expect(chooseCallContact(rep.db, { call: id, contact: other })).rejects.toMatchObject({
    code: "not_a_candidate",
  });
  const { data } = await rep.db.from("calls").select("contact_id, notes(contact_id)").eq("id", id);
  expect(data).toEqual([{ contact_id: two, notes: [{ contact_id: two }] }]);
});
