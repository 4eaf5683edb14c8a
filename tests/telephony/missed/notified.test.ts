import { afterAll, expect, test } from "vitest";
import { newPerson } from "@/local/tenant/plant";
import { eventsOf, type Played } from "@/tests/telephony/missed/histories";
import {
  addContact,
  admin,
  machine,
  type Planted,
  plantTenant,
  record,
} from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

const customer = "+12065550177";

async function play(tenant: Planted, what: Played["what"], start: number) {
  const { callId, events } = await eventsOf(tenant, { what, customer, start, length: 20 });
  for (const event of events) await record(tenant, callId, event);
  return { callId, events };
}

const notified = (tenant: Planted, person = tenant.rep) => admin<
  { calls: number; what: string; read: boolean }[]
>`select facts -> 'calls' as calls, facts ->> 'what' as what, read_at is not null as read
    from public.notifications where tenant_id = ${tenant.id} and user_id = ${person}
    order by created_at, id`;

const unread = { what: "missed", read: false };

test("whom a missed call rang is notified, once however often the caller rings and events repeat", async () => {
  const tenant = await plantTenant();
  const { callId, events } = await play(tenant, "missed", 0);
  expect(await notified(tenant)).toEqual([{ calls: 1, ...unread }]);
  for (const event of events) await record(tenant, callId, event);
  await play(tenant, "missed", 60);
  expect(await notified(tenant)).toEqual([{ calls: 2, ...unread }]);
});

test("once it is read, the same events are no news, and the next missed call is", async () => {
  const tenant = await plantTenant();
  const { callId, events } = await play(tenant, "missed", 0);
  await admin`update public.notifications set read_at = now() where tenant_id = ${tenant.id}`;
  for (const event of events) await record(tenant, callId, event);
  expect(await notified(tenant)).toHaveLength(1);
  await play(tenant, "missed", 60);
  expect(await notified(tenant)).toEqual([
    { calls: 1, ...unread, read: true },
    { calls: 2, ...unread },
  ]);
});

test("when somebody has talked with the caller, it is read by itself", async () => {
  const tenant = await plantTenant();
  await play(tenant, "missed", 0);
  await play(tenant, "called_back", 60);
  expect(await notified(tenant)).toEqual([{ calls: 1, ...unread, read: true }]);
});

test("the owner of the caller's contact is notified beside whom it rang", async () => {
  const tenant = await plantTenant();
  const contact = await addContact(tenant, customer);
  const owner = await addColleague(tenant);
  await admin`update public.contacts set owner_id = ${owner} where id = ${contact}`;
  await play(tenant, "missed", 0);
  expect(await notified(tenant, owner)).toEqual([{ calls: 1, ...unread }]);
  expect(await notified(tenant)).toEqual([{ calls: 1, ...unread }]);
});

async function addColleague(tenant: Planted): Promise<string> {
  const { userId, email } = newPerson("rep");
  await admin`insert into auth.users (id, email) values (${userId}, ${email})`;
  await admin`insert into public.profiles (tenant_id, user_id, role, name, email)
    values (${tenant.id}, ${userId}, 'rep', 'Colleague', ${email})`;
  return userId;
}

test("a call is recorded without waiting for a person who is marking it as read", async () => {
  const tenant = await plantTenant();
  await play(tenant, "missed", 0);
  await admin.begin(async (sql) => {
    await sql`update public.notifications set read_at = now() where tenant_id = ${tenant.id}`;
    await play(tenant, "missed", 60);
  });
  expect(await notified(tenant)).toEqual([
    { calls: 1, ...unread, read: true },
    { calls: 2, ...unread },
  ]);
});

test("a call is recorded although nobody can be notified", async () => {
  const tenant = await plantTenant();
  await admin.unsafe(`alter table public.notifications add constraint broken
    check (tenant_id <> '${tenant.id}') not valid`);
  try {
    await play(tenant, "missed", 0);
  } finally {
    await admin`alter table public.notifications drop constraint broken`;
  }
  expect(await notified(tenant)).toEqual([]);
  const lines = await admin`select calls from public.missed_callers
    where tenant_id = ${tenant.id}`;
  expect(lines).toEqual([{ calls: 1 }]);
});
