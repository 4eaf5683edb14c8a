import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countCallsOf, countOutcomes } from "@/lib/call-log/figures";
import { listCalls, searchCalls } from "@/lib/call-log/list";
import type { LogFilters } from "@/lib/call-log/schema";
import { listDispositions } from "@/lib/dispositions/store";
import type { Edit } from "@/lib/edits/decide";
import { setTaskDone } from "@/lib/tasks/store";
import { listBarCalls } from "@/lib/wrapups/bar";
import { editOutcome } from "@/lib/wrapups/edit";
import { chooseOutcome } from "@/lib/wrapups/outcome";
import { readWrapUp, saveDismissed } from "@/lib/wrapups/store";
import { given } from "@/tests/database/rls/visitor";
import { stack } from "@/tests/support/stack";
import { type Member, makeTenant, type TestTenant } from "@/tests/support/tenant";

const sql = postgres(stack.adminDatabaseUrl, { max: 1, onnotice: () => {} });
afterAll(() => sql.end());

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await makeTenant({ withoutTwilio: true });
});

/** A call of the rep's as the record keeps it. */
async function plant(values: Record<string, unknown> = {}): Promise<string> {
  const call = {
    id: randomUUID(),
    tenant_id: tenant.id,
    direction: "outbound",
    from_number: "+12065550100",
    to_number: "+12065550177",
    user_id: tenant.rep.userId,
    status: "completed",
    stage: "ended",
    outcome: "connected",
    created_at: "2026-11-02T10:00:00Z",
    ended_at: "2026-11-02T10:05:00Z",
    ...values,
  };
  await sql`insert into public.calls ${sql(call)}`;
  return call.id;
}

async function addContact(name: string): Promise<string> {
  const contact = { tenant_id: tenant.id, name };
  return (await given(tenant.rep.db.from("contacts").insert(contact).select("id").single())).id;
}

const asks = ({ db, userId }: Member) => ({
  db,
  user_id: userId,
  joined_calls: [],
  tenant: { id: tenant.id, country_code: "US", time_zone: "UTC" },
});

const choose = (
  by: Member,
  call: string,
  outcome: string | null | undefined,
  was?: string | null,
) => chooseOutcome(asks(by), call, { disposition_id: outcome ?? null, was: was ?? null });

async function outcomes() {
  const [interested, callBack, , notInterested] = await listDispositions(tenant.rep.db, tenant.id);
  return { interested: interested?.id, callBack: callBack?.id, notInterested: notInterested?.id };
}

const followUps = (call: string) =>
  given(
    tenant.rep2.db
      .from("tasks")
      .select("id, title, due_at, owner_id, created_by, contacts(name)")
      .eq("call_id", call)
      .order("title"),
  );

test("a new company has outcomes to choose from", async () => {
  const outcomes = await listDispositions(tenant.rep.db, tenant.id);
  expect(outcomes.map(({ label, key }) => `${key} ${label}`)).toEqual([
    "1 Interested",
    "2 Call back",
    "3 Left voicemail",
    "4 Not interested",
    "5 Wrong number",
  ]);
});

test("the bar has a person's own live calls and those that wait for an outcome, and no others", async () => {
  const now = new Date("2026-11-02T12:00:00Z");
  const waits = await plant();
  const live = await plant({ stage: "connected", outcome: null, ended_at: null });
  const said = await plant();
  const [first] = await listDispositions(tenant.rep.db, tenant.id);
  await choose(tenant.rep, said, first?.id);
  await sql`update public.call_wrapups set updated_at = '2026-11-02T11:00:00Z' where tenant_id = ${tenant.id}`;
  await plant({ outcome: "missed", direction: "inbound" });
  await plant({ user_id: tenant.rep2.userId });
  const calls = await listBarCalls(asks(tenant.rep), now);
  expect(calls.filter(({ due }) => due).map(({ id }) => id)).toEqual([waits]);
  expect(calls.filter((call) => call.live).map(({ id }) => id)).toEqual([live]);
});

test("the bar has the next open task: the contact's, or that of an unknown caller's call", async () => {
  const now = new Date("2026-11-04T12:00:00Z");
  const at = { created_at: "2026-11-04T10:00:00Z", ended_at: "2026-11-04T10:05:00Z" };
  const contact = await addContact("Amara Lindqvist");
  const known = await plant({ ...at, contact_id: contact });
  const unknown = await plant(at);
  const task = (title: string, due_at: string | null, about: object) =>
    given(
      tenant.rep.db
        .from("tasks")
        .insert({ tenant_id: tenant.id, title, due_at, ...about })
        .select("id"),
    );
  await task("Some day", null, { contact_id: contact });
  await task("Later", "2026-11-05T12:00:00Z", { contact_id: contact });
  await task("First", "2026-11-03T12:00:00Z", { contact_id: contact });
  await task("About a stranger", null, { call_id: unknown });
  const calls = await listBarCalls(asks(tenant.rep), now);
  const next = (id: string) => calls.find((call) => call.id === id)?.nextTask;
  expect(next(known)).toMatchObject({ title: "First", overdue: true });
  expect(next(unknown)).toMatchObject({ title: "About a stranger", due: null, overdue: false });
});

test("an outcome is said by the person on the call or a manager, and by no colleague", async () => {
  const call = await plant();
  const [first, second] = await listDispositions(tenant.rep.db, tenant.id);
  const say = (member: Member, id: string | undefined) => choose(member, call, id, first?.id);
  await expect(say(tenant.rep2, first?.id)).rejects.toMatchObject({ code: "not_your_call" });
  await Promise.all([say(tenant.rep, first?.id), say(tenant.rep, first?.id)]);
  await expect(say(tenant.rep2, second?.id)).rejects.toMatchObject({ code: "not_your_call" });
  await say(tenant.manager, second?.id);
  expect(await readWrapUp(tenant.rep2.db, tenant.id, call)).toMatchObject({
    user_id: tenant.manager.userId,
    dispositions: { label: "Call back" },
  });
});

test("who wants to give no outcome is asked no more, and a colleague cannot say it", async () => {
  const call = await plant();
  const [now, db] = [new Date().toISOString(), tenant.rep.db];
  await expect(saveDismissed(tenant.rep2.db, tenant.id, call, now)).rejects.toMatchObject({
    code: "not_your_call",
  });
  await saveDismissed(db, tenant.id, call, now);
  await saveDismissed(db, tenant.id, call, now);
  expect((await readWrapUp(db, tenant.id, call))?.dismissed_at).not.toBeNull();
});

describe("what follows an outcome", () => {
  test("is one task of the rep's, about the call's contact, however often it is clicked", async () => {
    const contact = await addContact("Amara Lindqvist");
    const call = await plant({ contact_id: contact });
    const { callBack } = await outcomes();
    const before = Date.now();
    await Promise.all([1, 2, 3, 4].map(() => choose(tenant.rep, call, callBack)));
    await choose(tenant.manager, call, callBack);
    const [task, ...more] = await followUps(call);
    expect(more).toEqual([]);
    expect(task).toMatchObject({
      title: "Call Amara Lindqvist again (Call back)",
      owner_id: tenant.rep.userId,
      contacts: { name: "Amara Lindqvist" },
    });
    const days = (Date.parse(task?.due_at ?? "") - before) / 86_400_000;
    expect(days).toBeCloseTo(1, 2);
  });

  test("is withdrawn with the outcome, while nobody has touched it", async () => {
    const call = await plant();
    const { interested, callBack, notInterested } = await outcomes();
    await choose(tenant.rep, call, interested);
    await choose(tenant.rep, call, callBack, interested);
    expect(await followUps(call)).toMatchObject([
      { title: "Call (206) 555-0177 again (Call back)" },
    ]);
    await choose(tenant.manager, call, notInterested, callBack);
    expect(await followUps(call)).toEqual([]);
    await choose(tenant.rep, call, null, notInterested);
    expect(await readWrapUp(tenant.rep.db, tenant.id, call)).toMatchObject({
      disposition_id: null,
    });
  });

  test("stays when it is done or changed, and does not come a second time", async () => {
    const call = await plant();
    const { interested, callBack } = await outcomes();
    await choose(tenant.rep, call, interested);
    const [task] = await followUps(call);
    await setTaskDone(tenant.rep.db, { id: task?.id ?? "", done: true, nextDue: null });
    await choose(tenant.rep, call, callBack, interested);
    await choose(tenant.rep, call, interested, callBack);
    expect(await followUps(call)).toMatchObject([{ id: task?.id }]);
  });

  test("is the rep's own to do when a manager says it", async () => {
    const call = await plant();
    await choose(tenant.manager, call, (await outcomes()).interested);
    expect(await followUps(call)).toMatchObject([
      { owner_id: tenant.rep.userId, created_by: tenant.manager.userId },
    ]);
  });

  test("follows no call and no outcome of another company", async () => {
    const call = await plant();
    const { interested } = await outcomes();
    const other = await makeTenant({ withoutTwilio: true });
    const theirs = await listDispositions(other.rep.db, other.id);
    const asOther = {
      ...asks(other.manager),
      tenant: { ...asks(other.manager).tenant, id: other.id },
    };
    const wrong = { disposition_id: interested ?? null, was: null };
    await expect(chooseOutcome(asOther, call, wrong)).rejects.toMatchObject({ status: 404 });
    await expect(choose(tenant.rep, call, theirs[0]?.id)).rejects.toMatchObject({ status: 404 });
    expect(await followUps(call)).toEqual([]);
  });
});

test("an outcome of a call that does not exist is not found, on its page too", async () => {
  const { interested = null } = await outcomes();
  const edit = { loaded: { disposition_id: null }, seen: {}, choices: {} };
  for (const outcome of [interested, null]) {
    const saving = editOutcome(asks(tenant.rep), randomUUID(), outcome, edit);
    await expect(saving).rejects.toMatchObject({ status: 404 });
  }
});

test("on a call's page, who chooses after a colleague is asked what to keep", async () => {
  const call = await plant();
  const { interested = null, callBack = null } = await outcomes();
  const edit = { loaded: { disposition_id: null }, seen: {}, choices: {} };
  await editOutcome(asks(tenant.manager), call, interested, edit);
  const saving = (more: Partial<Edit>) =>
    editOutcome(asks(tenant.rep), call, callBack, { ...edit, ...more });
  await expect(saving({})).rejects.toMatchObject({
    conflicts: [
      { sentence: "Mo Manager changed the outcome to “Interested” while you were editing." },
    ],
  });
  await saving({ seen: { disposition_id: interested }, choices: { disposition_id: "mine" } });
  expect(await readWrapUp(tenant.rep.db, tenant.id, call)).toMatchObject({
    disposition_id: callBack,
  });
});

test("of two who give one call an outcome at once, one is given and the other is shown it", async () => {
  const { interested, callBack } = await outcomes();
  for (let round = 0; round < 5; round += 1) {
    const call = await plant();
    const answers = await Promise.allSettled([
      choose(tenant.rep, call, interested),
      choose(tenant.manager, call, callBack),
    ]);
    const refused = answers.flatMap((answer) =>
      answer.status === "rejected" ? answer.reason : [],
    );
    const said = await readWrapUp(tenant.rep.db, tenant.id, call);
    const who = said?.user_id === tenant.rep.userId ? "Rae Rep" : "Mo Manager";
    expect(refused).toMatchObject([
      { kind: "conflict", message: `${who} has just chosen “${said?.dispositions?.label}”.` },
    ]);
    expect(await followUps(call)).toHaveLength(1);
  }
});

test("who saw a colleague's outcome may choose another, and their own later click wins", async () => {
  const call = await plant();
  const { interested, callBack, notInterested } = await outcomes();
  await choose(tenant.rep, call, interested);
  await choose(tenant.rep, call, callBack);
  await choose(tenant.manager, call, notInterested, callBack);
  const said = await readWrapUp(tenant.rep.db, tenant.id, call);
  expect(said).toMatchObject({ user_id: tenant.manager.userId, disposition_id: notInterested });
});

test("managers see of how many calls that ask for one an outcome was given", async () => {
  const at = { created_at: "2026-10-02T10:00:00Z", ended_at: "2026-10-02T10:05:00Z" };
  const [talked] = [await plant(at), await plant({ ...at, outcome: "no-answer" })];
  await plant({ ...at, outcome: "rep_unreachable" });
  await plant({ ...at, user_id: tenant.rep2.userId });
  const [first] = await listDispositions(tenant.rep.db, tenant.id);
  await choose(tenant.rep, talked, first?.id);
  const october = { from: "2026-10-01", to: "2026-10-31" };
  const count = (filters: LogFilters) =>
    countOutcomes(tenant.manager.db, filters, { now: new Date(), timeZone: "UTC" });
  expect(await count(october)).toEqual({ asked: 3, given: 1 });
  const person = tenant.rep.userId;
  expect(await count({ ...october, person })).toEqual({ asked: 2, given: 1 });
  const list = async (filters: LogFilters) => {
    const { rows } = await listCalls(tenant.rep.db, tenant.id, filters, "UTC", { size: 10 });
    return rows.map(({ id }) => id);
  };
  expect(await list({ ...october, person, said: "none" })).toHaveLength(1);
  expect(await list({ ...october, said: first?.id })).toEqual([talked]);
  const counted = (filters: LogFilters) => countCallsOf(tenant.manager.db, october, "UTC", filters);
  expect(await counted({ said: "none" })).toMatchObject({ calls: 2 });
  expect(await counted({ said: first?.id })).toMatchObject({ calls: 1 });
  const where = { timeZone: "UTC", country: "US" };
  const search = async (filters: LogFilters) =>
    (await searchCalls(tenant.rep.db, "5550177", filters, where, { size: 10 })).rows.length;
  expect(await search({ ...october, said: "none" })).toBe(2);
  expect(await search({ ...october, said: first?.id })).toBe(1);
  await choose(tenant.rep, talked, null, first?.id);
  expect(await list({ ...october, person, said: "none" })).toHaveLength(2);
});
