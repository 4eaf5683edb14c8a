import { beforeAll, expect, test } from "vitest";
import { ContactView } from "@/lib/contact-list/schema";
import { listView } from "@/lib/contact-list/store";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin } from "@/tests/telephony/record/call-record";

let tenant: TestTenant;
const ids = new Map<string, string>();
const idOf = (name: string) => ids.get(name) ?? "";

/** Four people, who differ in everything that a list is filtered or sorted by. */
beforeAll(async () => {
  tenant = await makeTenant({ withoutTwilio: true });
  const t = tenant.id;
  const stages = await admin`select id, position from public.contact_stages
    where tenant_id = ${t} order by position`;
  const people = [
    { name: "Ann", company: "Zeta", owner_id: tenant.rep2.userId, stage_id: stages[1]?.id },
    { name: "Ben", company: "Alpha", owner_id: tenant.rep.userId, stage_id: null },
    { name: "Cleo", company: "", owner_id: null, stage_id: stages[0]?.id },
    { name: "Dov", company: "Alpha", owner_id: tenant.rep.userId, stage_id: stages[1]?.id },
  ];
  for (const [index, person] of people.entries()) {
    const [row] = await admin`insert into public.contacts ${admin({ ...person, tenant_id: t })}
      returning id`;
    ids.set(person.name, String(row?.id));
    await admin`update public.contacts set created_at = now() - ${index} * interval '1 day'
      where id = ${idOf(person.name)}`;
  }
  const call = (name: string, daysAgo: number, outcome: string) => admin`
    insert into public.calls (tenant_id, direction, from_number, to_number, status, stage, outcome,
      contact_id, created_at, ended_at) values (${t}, 'outbound', '+12065550100', '+12065550123',
      'completed', 'ended', ${outcome}, ${idOf(name)}, now() - ${daysAgo} * interval '1 day', now())`;
  await call("Ann", 40, "connected");
  await call("Ben", 2, "connected");
  await call("Cleo", 1, "rep_unreachable");
  await admin`insert into public.tasks (tenant_id, title, contact_id, owner_id, created_by)
    values (${t}, 'Send it', ${idOf("Dov")}, ${tenant.rep.userId}, ${tenant.rep.userId})`;
});

async function list(address: Record<string, string>, size = 10) {
  const names: string[] = [];
  let after: string | undefined;
  do {
    const view = ContactView.parse({ ...address, ...(after && { after }) });
    const page = await listView(tenant.rep.db, view, { country: "US", size });
    names.push(...page.rows.map(({ name }) => name));
    after = page.next;
  } while (after);
  return names.join(" ");
}

test.each([
  ["name", "Ann Ben Cleo Dov"],
  ["-name", "Dov Cleo Ben Ann"],
  ["company", "Cleo Ben Dov Ann"],
  ["-company", "Ann Dov Ben Cleo"],
  ["owner", "Ben Dov Ann Cleo"],
  ["-owner", "Ann Ben Dov Cleo"],
  ["stage", "Cleo Ann Dov Ben"],
  ["-stage", "Ann Dov Cleo Ben"],
  ["last_call", "Dov Ann Ben Cleo"],
  ["-last_call", "Cleo Ben Ann Dov"],
  ["created", "Dov Cleo Ben Ann"],
  ["-created", "Ann Ben Cleo Dov"],
])("sorted by %s, a page at a time gives everyone once, in that order", async (sort, wanted) => {
  for (const size of [1, 3, 10]) expect(await list({ sort }, size)).toBe(wanted);
});

test("is filtered by what a contact has, and by all of it together", async () => {
  const rep = tenant.rep.userId;
  expect(await list({ owner: rep })).toBe("Ben Dov");
  expect(await list({ owner: "none" })).toBe("Cleo");
  expect(await list({ stage: "none" })).toBe("Ben");
  expect(await list({ task: "1" })).toBe("Dov");
  expect(await list({ owner: rep, task: "1", sort: "company" })).toBe("Dov");
  expect(await list({ q: "alpha", owner: rep, sort: "-name" })).toBe("Dov Ben");
});

test("who was not called in 30 days is listed by when that was, a call that never rang is none", async () => {
  expect((await list({ not_called: "1" })).split(" ").toSorted().join(" ")).toBe("Ann Cleo Dov");
  expect((await list({ add: "not_called" }, 1)).endsWith("Ann")).toBe(true);
});

test("a task that is done, and a contact that is archived, leave the list", async () => {
  const db = tenant.rep.db;
  await db.from("tasks").update({ done_at: new Date().toISOString() }).eq("title", "Send it");
  expect(await list({ task: "1" })).toBe("");
  await db.from("tasks").update({ done_at: null }).eq("title", "Send it");
  const archive = (archived_at: string | null) =>
    db.from("contacts").update({ archived_at }).eq("id", idOf("Dov"));
  await archive(new Date().toISOString());
  expect(await list({})).toBe("Ann Ben Cleo");
  expect(await list({ task: "1" })).toBe("");
  expect(await list({ sort: "last_call" })).toBe("Ann Ben Cleo");
  expect(await list({ archived: "1" })).toBe("Dov");
  expect(await list({ archived: "1", q: "alp" })).toBe("Dov");
  await archive(null);
});

test("an address that makes no sense is the whole list", async () => {
  const nonsense = { owner: "x", sort: "length", after: "?", tag: "1", "is.x": "y", missed: "no" };
  expect(await list(nonsense)).toBe("Ann Ben Cleo Dov");
});

test("a caller who was missed is listed until somebody reaches them", async () => {
  const t = tenant.id;
  await admin`insert into public.contact_phones (tenant_id, contact_id, phone)
    values (${t}, ${idOf("Ben")}, '+12065550188')`;
  const ring = (outcome: string, at: string) => admin`
    insert into public.calls (tenant_id, direction, from_number, to_number, status, stage, outcome,
      contact_id, created_at, answered_at, ended_at) values (${t}, 'inbound', '+12065550188',
      '+12065550100', 'completed', 'ended', ${outcome}, ${idOf("Ben")}, ${at}, ${at}, ${at})`;
  await ring("missed", new Date(Date.now() - 60_000).toISOString());
  expect(await list({ missed: "1" })).toBe("Ben");
  await ring("connected", new Date().toISOString());
  expect(await list({ missed: "1" })).toBe("");
});
