import { afterAll, describe, expect, test } from "vitest";
import {
  admin,
  at,
  type Happening,
  inboundId,
  machine,
  newSid,
  plantTenant,
  record,
  recordMeanwhile,
} from "@/tests/telephony/record/call-record";
import { priced } from "@/tests/telephony/record/events";

const tenant = await plantTenant();
afterAll(() => Promise.all([admin.end(), machine.end()]));

/** Which versions of a call were broadcast to its tenant. */
async function broadcastVersions(callId: string): Promise<number[]> {
  const rows = await admin<{ version: number }[]>`
    select (payload ->> 'version')::int as version from realtime.messages
    where event = 'calls' and payload ->> 'id' = ${callId} order by 1`;
  return rows.map(({ version }) => version);
}

/** A caller's leg, as its first webhooks report it. */
function caller() {
  const sid = newSid("CA");
  const parties = { from: "+12065550177", to: "+12065550100", phone_number_id: tenant.numberId };
  const eventOf = (type: Happening["type"], rest: Partial<Happening>): Happening => ({
    type,
    dedupe_key: `${type}:${sid}:${rest.status}`,
    call_sid: sid,
    creates: "inbound",
    role: "caller",
    owner_id: tenant.rep,
    occurred_at: at(0),
    ...parties,
    ...rest,
  });
  return { callId: inboundId(tenant, sid), eventOf };
}

describe("what a call's events write", () => {
  test.each(["answer", "status"] as const)(
    "is one row, broadcast once, for the first of them, %s",
    async (type) => {
      const { callId, eventOf } = caller();
      await record(tenant, callId, eventOf(type, { status: "ringing" }));
      expect(await broadcastVersions(callId)).toEqual([1]);
    },
  );

  test("is not broadcast for one that is sent again, or changes nothing about the call", async () => {
    const { callId, eventOf } = caller();
    await record(tenant, callId, eventOf("answer", { status: "ringing" }));
    await record(tenant, callId, eventOf("answer", { status: "ringing" }));
    await record(tenant, callId, eventOf("status", { status: "ringing" }));
    expect(await broadcastVersions(callId)).toEqual([1]);
  });

  test("is one change, broadcast once, for one that changes it", async () => {
    const { callId, eventOf } = caller();
    await record(tenant, callId, eventOf("answer", { status: "ringing" }));
    await record(tenant, callId, eventOf("status", { status: "completed", occurred_at: at(9) }));
    expect(await broadcastVersions(callId)).toEqual([1, 2]);
    const [call] = await admin`select outcome, version from public.calls where id = ${callId}`;
    expect(call).toEqual({ outcome: "missed", version: 2 });
  });

  test("is the call all the same where the first of them cannot be applied", async () => {
    const { callId, eventOf } = caller();
    const invalid = eventOf("status", { status: "on the moon" as never });
    expect(await record(tenant, callId, invalid)).toMatchObject({ status: "ringing" });
    const [event] = await admin`
      select problem from public.call_events e join public.calls c on c.id = e.call_id
        where c.id = ${callId}`;
    expect(event?.problem).toContain("on the moon");
    await record(tenant, callId, eventOf("status", { status: "completed", occurred_at: at(9) }));
    const [call] = await admin`select outcome from public.calls where id = ${callId}`;
    expect(call?.outcome).toBe("missed");
  });

  test("is nothing when the database cannot do it now: it is sent again", async () => {
    const { callId, eventOf } = caller();
    await record(tenant, callId, eventOf("answer", { status: "ringing" }));
    const ended = eventOf("status", { status: "completed", occurred_at: at(9), call_id: callId });
    const json = JSON.stringify({ ...ended, received_at: at(9), data: {} });
    await admin.begin(async (other) => {
      await other`select from public.call_legs where call_id = ${callId} for update`;
      const blocked = machine.begin(async (sql) => {
        await sql`set local lock_timeout = '50ms'`;
        await sql`select machine.record_event(${tenant.id}, ${json}::text::jsonb)`;
      });
      await expect(blocked).rejects.toMatchObject({ code: "55P03" });
    });
    expect(
      await admin`select event_type from public.call_events where call_id = ${callId}`,
    ).toMatchObject([{ event_type: "answer" }]);
  });

  test("never leads back, for an `answer` that comes while a later event is written", async () => {
    const { callId, eventOf } = caller();
    await record(tenant, callId, eventOf("dialed", {}));
    const ended = eventOf("status", { status: "completed", occurred_at: at(9) });
    const answer = eventOf("answer", { status: "ringing" });
    await recordMeanwhile(tenant, [callId, ended], [callId, answer]);
    const [call] = await admin`select status, outcome from public.calls where id = ${callId}`;
    expect(call).toEqual({ status: "canceled", outcome: "missed" });
  });

  test("is locked by the subtransaction that changes it: that takes no MultiXactId", async () => {
    const { callId, eventOf } = caller();
    await record(tenant, callId, eventOf("answer", { status: "ringing" }));
    await record(tenant, callId, eventOf("status", { status: "in-progress" }));
    const [row] = await admin`
      select c.xmax = l.xmin as together, c.version from public.calls c
      join public.call_legs l on l.call_id = c.id where c.id = ${callId}`;
    expect(row).toEqual({ together: true, version: 1 });
  });

  test.each([
    ["sent again", {}],
    ["invalid", { status: "on the moon" as never, dedupe_key: newSid("CA") }],
  ])("answers with the call as it is, for an `answer` that is %s", async (_, rest) => {
    const { callId, eventOf } = caller();
    const answer = eventOf("answer", { status: "ringing", answered_from: { line: null } });
    await record(tenant, callId, answer);
    await record(tenant, callId, eventOf("status", { status: "completed", occurred_at: at(9) }));
    expect(await record(tenant, callId, { ...answer, ...rest })).toMatchObject({
      call_id: callId,
      status: "canceled",
      from_number: answer.from,
    });
  });

  test("is no price and no billed time before every leg has its own", async () => {
    const { callId, eventOf } = caller();
    const costs = async () => {
      const [call] = await admin`
        select price::text, price_unit, billed_seconds from public.calls where id = ${callId}`;
      return call;
    };
    const nothing = { price: null, price_unit: null, billed_seconds: null };
    const fetched = (sid: string, rest: Partial<Happening>) =>
      record(tenant, callId, {
        inferred_role: "caller",
        ...priced(sid, "completed", "-0.0085", 30, rest),
        duration: 20,
        from: undefined,
      });
    const first = eventOf("status", { status: "completed", duration: 20, occurred_at: at(20) });
    const parent = first.call_sid ?? "";
    const child = newSid("CA");
    await record(tenant, callId, first);
    const childIs = (status: "in-progress" | "completed") =>
      record(tenant, callId, {
        ...eventOf("status", { status, occurred_at: at(20) }),
        dedupe_key: `status:${child}:${status}`,
        call_sid: child,
        role: "rep",
        parent_call_sid: parent,
      });
    await childIs("in-progress");
    await fetched(parent, {});
    expect(await costs()).toEqual(nothing);
    await childIs("completed");
    expect(await costs()).toEqual(nothing);
    await fetched(child, { role: "rep", parent_call_sid: parent });
    expect(await costs()).toEqual({ price: "0.01700", price_unit: "USD", billed_seconds: 40 });
  });
});
