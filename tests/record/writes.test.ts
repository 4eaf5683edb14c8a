import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  admin,
  at,
  type Happening,
  inboundId,
  machine,
  newSid,
  type Planted,
  plantTenant,
  record,
} from "@/tests/record/call-record";

let tenant: Planted;
beforeAll(async () => {
  tenant = await plantTenant();
});
afterAll(async () => {
  await Promise.all([admin.end(), machine.end()]);
});

/** Which versions of a call its tenant's pages were told of. */
async function toldVersions(callId: string): Promise<number[]> {
  const rows = await admin<{ version: number }[]>`
    select (payload ->> 'version')::int as version from realtime.messages
    where event = 'call' and payload ->> 'id' = ${callId} order by 1`;
  return rows.map(({ version }) => version);
}

/** A caller's leg, as its first webhooks tell of it. */
function caller() {
  const sid = newSid("CA");
  const parties = { from: "+12065550177", to: "+12065550100", phone_number_id: tenant.numberId };
  const told = (type: Happening["type"], rest: Partial<Happening>): Happening => ({
    type,
    dedupe_key: `${type}:${sid}:${rest.status}`,
    call_sid: sid,
    creates_inbound: true,
    user_id: tenant.rep,
    occurred_at: at(0),
    ...parties,
    ...rest,
  });
  return { callId: inboundId(tenant, sid), told };
}

describe("what a call's events write", () => {
  test.each(["answer", "status"] as const)(
    "is one row, told once, for the first of them, %s",
    async (type) => {
      const { callId, told } = caller();
      await record(tenant, callId, told(type, { status: "ringing" }));
      expect(await toldVersions(callId)).toEqual([1]);
    },
  );

  test("is nothing to tell for one that is sent again, or changes nothing about the call", async () => {
    const { callId, told } = caller();
    await record(tenant, callId, told("answer", { status: "ringing" }));
    await record(tenant, callId, told("answer", { status: "ringing" }));
    await record(tenant, callId, told("status", { status: "ringing" }));
    expect(await toldVersions(callId)).toEqual([1]);
  });

  test("is one change, told once, for one that changes it", async () => {
    const { callId, told } = caller();
    await record(tenant, callId, told("answer", { status: "ringing" }));
    await record(tenant, callId, told("status", { status: "completed", occurred_at: at(9) }));
    expect(await toldVersions(callId)).toEqual([1, 2]);
    const [call] = await admin`select outcome, version from public.calls where id = ${callId}`;
    expect(call).toEqual({ outcome: "missed", version: 2 });
  });

  test("is the call all the same where the first of them cannot be applied", async () => {
    const { callId, told } = caller();
    const senseless = told("status", { status: "on the moon" as never });
    expect(await record(tenant, callId, senseless)).toMatchObject({
      call_id: callId,
      is_new: true,
      stage: "greeting",
    });
    const [event] = await admin`select problem from public.call_events where call_id = ${callId}`;
    expect(event?.problem).toContain("on the moon");
    await record(tenant, callId, told("status", { status: "completed", occurred_at: at(9) }));
    const [call] = await admin`select outcome from public.calls where id = ${callId}`;
    expect(call?.outcome).toBe("missed");
  });
});
