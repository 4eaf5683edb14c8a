import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { plantedId } from "@/local/tenant/plant-booking";
import { everythingOf, type Row } from "@/tests/database/rls/tables";
import { talk } from "@/tests/database/rls/talk";
import { given, nobody, signUp, type Visitor, visitorOf } from "@/tests/database/rls/visitor";
import { plantBookings } from "@/tests/support/booking";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { plantThread } from "@/tests/support/thread";
import { plantReception } from "@/tests/support/voice-agent";
import { admin, machine, newSid } from "@/tests/telephony/record/call-record";

let acme: TestTenant;
let globex: TestTenant;
let stranger: Visitor;
let before: Record<string, Row[]>;
let contactId: string;
let callId: string;
let noteId: string;
let taskId: string;
let messageId: string;
let threadId: string;
let entryId: string;
let changeId: string;
let twinId: string;
let mergeId: string;
let routeId: string;
let agentId: string;
let bookingId: string;
let tagIds: string[];
const listId = randomUUID();
let invitation: { id: string; token: string };

beforeAll(async () => {
  [acme, globex] = await Promise.all([makeTenant(), makeTenant()]);
  stranger = (await signUp()).db;
  callId = await talk(acme, acme.rep);
  const secret = { tenant_id: acme.id, name: "Zaphod Secret" };
  const added = acme.rep.db.from("contacts").insert(secret).select("id");
  contactId = (await given(added.single())).id;
  const note = { tenant_id: acme.id, contact_id: contactId, body: "Zaphod wrote" };
  noteId = (await given(acme.rep.db.from("notes").insert(note).select("id").single())).id;
  const task = { tenant_id: acme.id, contact_id: contactId, title: "Zaphod's task" };
  taskId = (await given(acme.rep.db.from("tasks").insert(task).select("id").single())).id;
  await admin`insert into public.recordings
      (tenant_id, call_id, recording_sid, status, purpose, duration_seconds, created_at)
    values (${acme.id}, ${callId}, ${newSid("RE")}, 'completed', 'voicemail', 9, now())`;
  messageId = (await given(acme.rep.db.from("voicemails").select("id").single())).id;
  threadId = await plantThread(acme);
  const number = { tenant_id: acme.id, contact_id: contactId, phone: "+12065550123" };
  await given(acme.rep.db.from("contact_phones").insert(number).select());
  const list = { id: listId, name: "Zaphod's list" };
  await given(acme.rep.db.rpc("create_call_list", { list, wanted: { ids: [contactId] } }));
  const entries = acme.rep.db.from("call_list_entries").select("id").eq("list_id", listId);
  entryId = (await given(entries.single())).id;
  changeId = randomUUID();
  const change = { change: changeId, wanted: { ids: [contactId] }, what: "owner" };
  await given(acme.rep.db.rpc("change_contacts", { ...change, become: acme.rep.userId }));
  const tags = ["Zaphod's tag", "Secret tag"].map((name) => ({ tenant_id: acme.id, name }));
  const kept = await given(acme.rep.db.from("tags").insert(tags).select("id"));
  tagIds = kept.map(({ id }) => id);
  const route = { tenant_id: acme.id, name: "Zaphod's route", draft: {} };
  routeId = (await given(acme.admin.db.from("routes").insert(route).select("id").single())).id;
  const version = { tenant_id: acme.id, route_id: routeId, body: {} };
  await given(acme.admin.db.from("route_versions").insert(version).select("id"));
  agentId = (await plantReception(acme)).id;
  [twinId, mergeId] = await mergedTwin(acme, contactId);
  const invited = { invitee: "guest@acme.test", as_role: "admin" as const };
  const token = await given(acme.admin.db.rpc("create_invitation", invited));
  const { id } = await given(
    acme.admin.db.from("invitations").select("id").eq("email", invited.invitee).single(),
  );
  invitation = { id, token };
  bookingId = await plantBookings(acme.id, contactId);
  before = await everythingOf(acme.id);
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

/** A contact that may be merged with this one, and a merge of another one into it. */
async function mergedTwin({ id, rep }: TestTenant, keep: string): Promise<[string, string]> {
  const added = [1, 2].map(() => ({ tenant_id: id, name: "Zaphod Secret" }));
  const twins = await given(rep.db.from("contacts").insert(added).select("id, version"));
  const [twin, gone] = twins;
  const { version } = await given(
    rep.db.from("contacts").select("version").eq("id", keep).single(),
  );
  const merged = await given(
    rep.db.rpc("merge_contacts", {
      ...{ keep, keep_version: version },
      ...{ gone: gone?.id ?? "", gone_version: gone?.version ?? 0 },
    }),
  );
  const { id: merge } = z.object({ id: z.uuid() }).parse(merged);
  return [twin?.id ?? "", merge];
}

const eve = { name: "Eve", company: "", owner_id: null };

/** Every function the API offers, each called with what is Acme's. */
const calls: Record<string, () => Record<string, unknown>> = {
  accept_invitation: () => ({ token: invitation.id, person: "Eve" }),
  agent_figures: () => ({ since: "-infinity", until: "infinity" }),
  assign_thread: () => ({ thread: threadId, person: acme.rep.userId }),
  assign_voicemail: () => ({ voicemail: messageId, person: acme.rep.userId }),
  book: () => ({
    request: {
      ...{ booking_id: randomUUID(), service_id: plantedId(acme.id, "Visit 1"), anytime: true },
      ...{ staff_id: plantedId(acme.id, "Helper 1"), starts_at: "2099-01-05T10:00:00Z" },
      customer: { contact_id: contactId },
    },
  }),
  booking_facts: () => ({ since: "2026-01-01T00:00:00Z", until: "2099-01-01T00:00:00Z" }),
  call_costs: () => ({ since: "-infinity" }),
  call_figures: () => ({ today: "-infinity", week: "-infinity", month: "-infinity" }),
  call_figures_by_person: () => ({ since: "-infinity", until: "infinity" }),
  call_list_figures: () => ({ lists: [listId] }),
  call_list_reach: () => ({ list: listId }),
  caller_numbers: () => ({ with_contact: contactId }),
  change_contacts: () => ({
    change: randomUUID(),
    wanted: { ids: [contactId] },
    what: "archive",
  }),
  change_extension: () => ({ member: acme.rep.userId, digits: "7001" }),
  change_member_role: () => ({ member: acme.rep.userId, new_role: "admin" }),
  check_broadcasts: () => ({}),
  choose_call_contact: () => ({ call: callId, contact: contactId }),
  choose_default_route: () => ({ route: routeId }),
  claim_call_list_entry: () => ({ list: listId }),
  close_thread: () => ({ thread: threadId, closed: true }),
  colleagues: () => ({}),
  company_timeline: () => ({ of_company: contactId, page_size: 50 }),
  count_contacts: () => ({ filter: { query: "Zaphod" } }),
  create_call_list: () => ({ list: { name: "By Eve" }, wanted: { ids: [contactId] } }),
  create_invitation: () => ({ invitee: acme.rep.email, as_role: "admin" }),
  create_tenant: () => ({ company: acme.name, person: "Eve" }),
  failed_jobs: () => ({}),
  find_duplicates: () => ({ phones: ["+12065550123"], emails: [], called: "Zaphod Secret" }),
  first_day: () => ({}),
  list_contacts: () => ({ filter: { query: "Zaphod" } }),
  list_missed: () => ({ mine: false, done: false, page_size: 50 }),
  make_first_phone: () => ({ which: 2 }),
  me: () => ({}),
  merge_contacts: () => ({
    ...{ keep: contactId, keep_version: 1, gone: twinId, gone_version: 1 },
  }),
  merge_tags: () => ({ gone: tagIds[0] ?? "", keep: tagIds[1] ?? "" }),
  message_costs: () => ({ since: "-infinity" }),
  missed_while_busy: () => ({ call_ids: [] }),
  move_booking: () => ({
    request: {
      ...{ booking_id: bookingId, sequence: 0, starts_at: "2099-01-05T10:00:00Z", anytime: true },
    },
  }),
  number_activity: () => ({ since: "-infinity" }),
  order_number: () => ({ wanted: "+12065550100", as_state: "releasing" }),
  outcome_figures: () => ({ since: "-infinity" }),
  peek_invitation: () => ({ token: invitation.id }),
  people_in_rooms: () => ({ targets: [callId] }),
  people_on_call: () => ({ target: callId }),
  people_to_ring: () => ({}),
  pin_note: () => ({ note: noteId, pinned: true }),
  put_off_call_list_entries: () => ({ list: listId, entries: [entryId] }),
  read_thread: () => ({ thread: threadId }),
  realtime_topic: () => ({}),
  remove_member: () => ({ member: acme.rep.userId }),
  remove_route: () => ({ route: routeId }),
  remove_voice_agent: () => ({ agent: agentId }),
  renew_invitation: () => ({ invitation: invitation.id }),
  revoke_invitation: () => ({ invitation: invitation.id }),
  run_job_again: () => ({ job: contactId }),
  save_call_note: () => ({ call: callId, typed: "Typed by Eve" }),
  save_contact: () => ({ contact: { ...eve, id: contactId } }),
  search_calls: () => ({ typed: "Zaphod" }),
  search_companies: () => ({ query: "Zaphod" }),
  search_contacts: () => ({ query: "Zaphod" }),
  search_messages: () => ({ query: "Zaphod", page_size: 5 }),
  set_booking_status: () => ({ booking: bookingId, became: "cancelled", seen: 0 }),
  set_outcome: () => ({ call: callId, outcome: null, title: "By Eve" }),
  set_task_done: () => ({ task: taskId, done: true }),
  skip_call_list_entry: () => ({ entry: entryId, why: "other" }),
  undo_contact_change: () => ({ change: changeId }),
  undo_contact_merge: () => ({ merge: mergeId }),
  voice_agent_use: () => ({}),
};
const names = Object.keys(calls);
const call = (db: Visitor, name: string) => db.rpc(name, calls[name]?.());

function expectNothingOfAcme(answer: unknown): void {
  const text = JSON.stringify(answer ?? null);
  for (const part of [acme.id, acme.rep.userId, acme.numberId, "Zaphod", invitation.token]) {
    expect(text).not.toContain(part);
  }
}

async function expectAcmeUntouched(): Promise<void> {
  expect(await everythingOf(acme.id)).toEqual(before);
}

test("every function of the API is among those called here", async () => {
  const found = await admin`
    select distinct proname from pg_proc where pronamespace = 'public'::regnamespace order by 1`;
  expect(found.map((row) => row.proname)).toEqual(names);
});

// Everything of Acme is looked at once for all who ask: what a function does, it does to all.
test.each(names)(
  "%s gives nobody who is not Acme's anything, and changes nothing",
  async (name) => {
    const { data, error } = await call(nobody(), name);
    if (name === "peek_invitation") expect({ data, error }).toEqual({ data: null, error: null });
    else expect(error?.code).toBe("42501");
    expectNothingOfAcme(data);
    for (const role of ["rep", "manager", "admin"] as const) {
      expectNothingOfAcme((await call(visitorOf(globex[role]), name)).data);
    }
    if (name !== "create_tenant") expectNothingOfAcme((await call(stranger, name)).data);
    await expectAcmeUntouched();
  },
);

test.each([
  ["as a new one", undefined],
  ["as an old one", 1],
])(
  "no role of another tenant saves over Acme's contact; each hears that it has none such: %s",
  async (_, was_version) => {
    for (const role of ["rep", "manager", "admin"] as const) {
      const phones = [{ phone: "+12065550199", label: "work" }];
      const contact = { ...eve, id: contactId, phones };
      const answer = await visitorOf(globex[role]).rpc("save_contact", { contact, was_version });
      expect(answer).toMatchObject({ data: "not_found", error: null });
    }
    await expectAcmeUntouched();
    const theirs = globex.rep.db.from("contact_phones").select("id").eq("contact_id", contactId);
    expect(await given(theirs)).toEqual([]);
  },
);

test("what people claim of themselves at sign-up gives them neither tenant nor role", async () => {
  const { db } = await signUp({ tenant_id: acme.id, role: "admin" });
  expect((await db.rpc("me")).data).toBeNull();
  expect((await db.from("contacts").select("id")).data).toEqual([]);
});

test("whoever holds an invitation's link sees the company's name and the role, nothing more", async () => {
  const { data } = await nobody().rpc("peek_invitation", { token: invitation.token });
  expect(data).toEqual({
    tenant_name: acme.name,
    email: "guest@acme.test",
    role: "admin",
    status: "open",
  });
});
