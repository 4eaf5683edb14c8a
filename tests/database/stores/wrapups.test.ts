import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listDispositions } from "@/lib/dispositions/store";
import { addLoggedCall, listLoggedCalls } from "@/lib/logged-calls/store";
import { listBarCalls } from "@/lib/wrapups/bar";
import { countOutcomes, readWrapUp, saveWrapUp } from "@/lib/wrapups/store";
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

const asks = ({ db, userId }: Member) => ({
  db,
  user_id: userId,
  tenant: { id: tenant.id, country_code: "US", time_zone: "UTC" },
});

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
  await saveWrapUp(tenant.rep.db, tenant.id, said, { disposition_id: first?.id ?? null });
  await sql`update public.call_wrapups set updated_at = '2026-11-02T11:00:00Z' where tenant_id = ${tenant.id}`;
  await plant({ outcome: "missed", direction: "inbound" });
  await plant({ user_id: tenant.rep2.userId });
  const calls = await listBarCalls(asks(tenant.rep), now);
  expect(calls.filter(({ due }) => due).map(({ id }) => id)).toEqual([waits]);
  expect(calls.filter((call) => call.live).map(({ id }) => id)).toEqual([live]);
});

test("an outcome is said by the person on the call or a manager, and by no colleague", async () => {
  const call = await plant();
  const [first, second] = await listDispositions(tenant.rep.db, tenant.id);
  const say = (member: Member, id: string | undefined) =>
    saveWrapUp(member.db, tenant.id, call, { disposition_id: id ?? null });
  await expect(say(tenant.rep2, first?.id)).rejects.toMatchObject({ code: "not_your_call" });
  await Promise.all([say(tenant.rep, first?.id), say(tenant.rep, first?.id)]);
  await expect(say(tenant.rep2, second?.id)).rejects.toMatchObject({ code: "not_your_call" });
  await say(tenant.manager, second?.id);
  expect(await readWrapUp(tenant.rep2.db, tenant.id, call)).toMatchObject({
    user_id: tenant.manager.userId,
    dispositions: { label: "Call back" },
  });
});

test("managers see of how many calls that ask for one an outcome was given", async () => {
  const at = { created_at: "2026-10-02T10:00:00Z", ended_at: "2026-10-02T10:05:00Z" };
  const [talked] = [await plant(at), await plant({ ...at, outcome: "no-answer" })];
  await plant({ ...at, outcome: "rep_unreachable" });
  await plant({ ...at, user_id: tenant.rep2.userId });
  const [first] = await listDispositions(tenant.rep.db, tenant.id);
  await saveWrapUp(tenant.rep.db, tenant.id, talked, { disposition_id: first?.id ?? null });
  const month = { since: "2026-10-01T00:00:00Z", until: "2026-11-01T00:00:00Z" };
  expect(await countOutcomes(tenant.manager.db, month)).toEqual({ asked: 3, given: 1 });
  const person = tenant.rep.userId;
  expect(await countOutcomes(tenant.manager.db, { ...month, person })).toEqual({
    asked: 2,
    given: 1,
  });
});

test("a call that happened elsewhere is logged once, beside the record and not in it", async () => {
  const { id: contact } = await given(
    tenant.rep.db
      .from("contacts")
      .insert({ tenant_id: tenant.id, name: "Jane Doe" })
      .select("id")
      .single(),
  );
  const call = {
    id: randomUUID(),
    contact_id: contact,
    direction: "inbound",
    happened_at: "2026-11-02T09:00:00Z",
    duration_seconds: 300,
    disposition_id: null,
    note: " Met at the fair ",
  };
  await addLoggedCall(tenant.rep.db, tenant.id, call);
  await addLoggedCall(tenant.rep.db, tenant.id, call);
  const logged = await listLoggedCalls(tenant.rep2.db, tenant.id, contact, 10);
  expect(logged).toMatchObject([{ user_id: tenant.rep.userId, note: "Met at the fair" }]);
  const { data } = await tenant.rep.db.from("calls").select("id").eq("contact_id", contact);
  expect(data).toEqual([]);
});
