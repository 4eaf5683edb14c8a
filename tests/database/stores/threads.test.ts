import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { mergeNow } from "@/tests/database/merges/pair";
import { given } from "@/tests/database/rls/visitor";
import { actorOf } from "@/tests/support/imports";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { plantThread } from "@/tests/support/thread";
import { messagesOf, threadsOf } from "@/tests/telephony/messages/text";
import { admin } from "@/tests/telephony/record/call-record";

let tenant: TestTenant;
let other: TestTenant;
beforeAll(async () => {
  [tenant, other] = await Promise.all([makeTenant(), makeTenant()]);
});
afterAll(() => admin.end());

async function addContact(name: string, phone: string): Promise<string> {
  const { id: tenant_id, rep } = tenant;
  const added = rep.db.from("contacts").insert({ tenant_id, name }).select("id").single();
  const { id: contact_id } = await given(added);
  await given(rep.db.from("contact_phones").insert({ tenant_id, contact_id, phone }).select("id"));
  return contact_id;
}

test("a thread is given to members of its company alone", async () => {
  const thread = await plantThread(tenant);
  const { db } = tenant.rep;
  const give = (person: string) => given(db.rpc("assign_thread", { thread, person }));
  expect(await give(other.rep.userId)).toBe(false);
  expect(await give(tenant.rep2.userId)).toBe(true);
  const { data } = await db.from("message_threads").select("owner_id").eq("id", thread).single();
  expect(data?.owner_id).toBe(tenant.rep2.userId);
});

test("what a colleague looks at stays unread for its owner", async () => {
  const thread = await plantThread(tenant, { customer: "+12065550141" });
  await given(tenant.rep.db.rpc("assign_thread", { thread, person: tenant.rep2.userId }));
  expect(await given(tenant.rep.db.rpc("read_thread", { thread }))).toBe(false);
  expect(await given(tenant.rep2.db.rpc("read_thread", { thread }))).toBe(true);
});

test("contacts that are merged have one thread, and two again when that is undone", async () => {
  tenant = await makeTenant();
  const [keep, gone] = [
    await addContact("Jane Doe", "+12065550142"),
    await addContact("Jane D.", "+12065550143"),
  ];
  await plantThread(tenant, { customer: "+12065550142", body: "One" });
  await plantThread(tenant, { customer: "+12065550143", body: "Two" });
  const before = await threadsOf(tenant);
  const rep = await actorOf(tenant.rep);
  const { id } = z.object({ id: z.uuid() }).parse(await mergeNow(rep, [keep, gone], []));
  const [thread, ...more] = await threadsOf(tenant);
  expect([thread?.contact_id, thread?.last_text, more]).toEqual([keep, "Two", []]);
  expect(await messagesOf(tenant)).toMatchObject([
    { thread_id: thread?.id, contact_id: keep, body: "One" },
    { thread_id: thread?.id, contact_id: keep, body: "Two" },
  ]);
  await given(tenant.rep.db.rpc("undo_contact_merge", { merge: id }));
  const after = await threadsOf(tenant);
  expect(after.map(({ id, contact_id }) => [id, contact_id])).toEqual(
    before.map(({ id, contact_id }) => [id, contact_id]),
  );
  expect(await messagesOf(tenant)).toMatchObject([
    { thread_id: before[0]?.id, contact_id: keep },
    { thread_id: before[1]?.id, contact_id: gone },
  ]);
});

test("a contact that is deleted leaves its messages to the number", async () => {
  tenant = await makeTenant();
  const contact = await addContact("Jane Doe", "+12065550144");
  await plantThread(tenant, { customer: "+12065550144" });
  await admin`delete from public.contact_phones where contact_id = ${contact}`;
  await plantThread(tenant, { customer: "+12065550144" });
  expect(await threadsOf(tenant)).toHaveLength(2);
  await admin`delete from public.contacts where id = ${contact}`;
  expect(await threadsOf(tenant)).toMatchObject([{ contact_id: null, unread_count: 2 }]);
  expect(await messagesOf(tenant)).toMatchObject([{ contact_id: null }, { contact_id: null }]);
});
