import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import {
  addContact,
  admin,
  at,
  beginOutbound,
  callOf,
  type Happening,
  inboundId,
  machine,
  newSid,
  plantTenant,
  record,
} from "@/tests/telephony/record/call-record";

const tenant = await plantTenant();
afterAll(() => Promise.all([admin.end(), machine.end()]));

describe("what comes late of a call is kept all the same", () => {
  const caller = () => ({
    from: "+12065550177",
    to: "+12065550100",
    phone_number_id: tenant.numberId,
    owner_id: tenant.rep,
  });

  /** Two events of a caller's leg: all but what is late, and all. */
  async function deliverLate(late: Partial<Happening>) {
    const sid = newSid("CA");
    const callId = inboundId(tenant, sid);
    const ring = { creates: "inbound", role: "caller", status: "ringing" } as const;
    const leg = { call_sid: sid, ...ring, ...caller() } as const;
    const nothing = Object.fromEntries(Object.keys(late).map((field) => [field, undefined]));
    const first = { type: "status", dedupe_key: `status:${sid}` } as const;
    await record(tenant, callId, { ...leg, ...first, ...nothing });
    await record(tenant, callId, { ...leg, ...late, type: "answer", dedupe_key: `answer:${sid}` });
    return callOf(callId);
  }

  test.each([
    ["from", "from_number"],
    ["to", "to_number"],
    ["phone_number_id", "phone_number_id"],
    ["owner_id", "user_id"],
  ] as const)("the caller's %s", async (field, column) => {
    const late = caller()[field];
    expect((await deliverLate({ [field]: late }))?.[column]).toBe(late);
  });

  test("that it is to be recorded", async () => {
    expect(await deliverLate({ recording_requested: true })).toMatchObject({
      recording_requested: true,
    });
  });

  test("whom a call rang that was found at Twilio before it had dialled", async () => {
    const phone = "+12065550125";
    const contact = await addContact(tenant, phone);
    const [sid, child, callId] = [newSid("CA"), newSid("CA"), randomUUID()];
    const found: Happening = {
      type: "rest.fetch",
      dedupe_key: `rest:${sid}`,
      call_sid: sid,
      creates: "outbound",
      inferred_role: "rep",
      status: "in-progress",
    };
    await record(tenant, callId, { ...found, from: "+12065550100", to: "+12065550111" });
    expect(await callOf(callId)).toMatchObject({ to_number: "", contact_id: null });
    const second = {
      dedupe_key: `rest:${child}`,
      call_sid: child,
      parent_call_sid: sid,
      inferred_role: "customer",
    } as const;
    await record(tenant, callId, { ...found, ...second, to: phone, status: "ringing" });
    expect(await callOf(callId)).toMatchObject({ to_number: phone, contact_id: contact });
  });
});

describe("what came of a create no longer counts once its phone rings", () => {
  test.each([
    [
      "refused",
      {
        type: "rest.error",
        request: "create_refused",
        error: { code: 21211, message: "No such number." },
      },
      true,
    ],
    ["lost", { type: "rest.lost", request: "create_lost" }, false],
  ] as const)("when it was %s", async (_, said, ended) => {
    const own = await plantTenant();
    const callId = await beginOutbound(own);
    await record(own, callId, { dedupe_key: said.type, ...said });
    const before = await callOf(callId);
    expect([before?.ended_at !== null, before?.create_lost]).toEqual([ended, !ended]);
    const sid = newSid("CA");
    const rings: Happening = {
      type: "status",
      dedupe_key: sid,
      call_sid: sid,
      role: "rep",
      status: "ringing",
    };
    await record(own, callId, rings);
    const nothing = { outcome: null, ended_at: null, duration_seconds: null };
    const forgiven = { create_lost: false, error_code: null, error_message: null };
    expect(await callOf(callId)).toMatchObject({ status: "ringing", ...nothing, ...forgiven });
  });
});

test("a call that Twilio no longer knows has failed, its legs too", async () => {
  const sid = newSid("CA");
  const callId = inboundId(tenant, sid);
  const leg = { call_sid: sid, creates: "inbound", role: "caller", status: "ringing" } as const;
  await record(tenant, callId, { ...leg, type: "status", dedupe_key: `status:${sid}` });
  const gone = { message: "Twilio no longer knows this call." };
  await record(tenant, callId, {
    type: "rest.gone",
    request: "gone",
    dedupe_key: `gone:${sid}`,
    error: gone,
    occurred_at: at(60),
  });
  expect(await callOf(callId)).toMatchObject({ status: "failed", outcome: "unknown" });
  expect(await admin`select status from public.call_legs where call_id = ${callId}`).toEqual([
    { status: "failed" },
  ]);
});

test("a caller left first while one of two phones still rang, though its end is not known yet", async () => {
  const sid = newSid("CA");
  const callId = inboundId(tenant, sid);
  const leg = (
    role: "caller" | "rep",
    call_sid: string,
    status: Happening["status"],
    second: number,
  ) =>
    record(tenant, callId, {
      type: "status",
      dedupe_key: `${call_sid}:${status}`,
      creates: "inbound",
      role,
      call_sid,
      parent_call_sid: role === "rep" ? sid : undefined,
      status,
      occurred_at: at(second),
    });
  const [first, second] = [newSid("CA"), newSid("CA")];
  await leg("caller", sid, "in-progress", 0);
  await leg("rep", first, "canceled", 5);
  await leg("rep", second, "ringing", 2);
  await leg("caller", sid, "completed", 20);
  expect(await callOf(callId)).toMatchObject({ outcome_reason: "caller_left_first" });
  await leg("rep", second, "canceled", 20);
  expect(await callOf(callId)).toMatchObject({ outcome_reason: "caller_left_first" });
});

test("a phone that rang beside the one that talked is heard of once the talk is over: it stays over", async () => {
  const [sid, talked, beside] = [newSid("CA"), newSid("CA"), newSid("CA")];
  const callId = inboundId(tenant, sid);
  const says = (call_sid: string, status: Happening["status"], second: number, more: object = {}) =>
    record(tenant, callId, {
      ...{ type: "status", dedupe_key: `${call_sid}:${status}`, creates: "inbound", call_sid },
      ...(call_sid === sid ? { role: "caller" } : { role: "rep", parent_call_sid: sid }),
      ...{ status, occurred_at: at(second), ...more },
    });
  await says(sid, "in-progress", 0);
  // The digit by our clock, all else by Twilio's, which is ahead.
  await says(talked, "in-progress", 3, { type: "screen", accepted: true, occurred_at: at(1) });
  await says(talked, "completed", 30);
  expect(await callOf(callId)).toMatchObject({ status: "completed", outcome: "connected" });
  await says(beside, "ringing", 2);
  expect(await callOf(callId)).toMatchObject({ status: "completed", outcome: "connected" });
  await says(beside, "canceled", 4);
  await says(sid, "completed", 30);
  expect(await callOf(callId)).toMatchObject({ status: "completed", outcome: "connected" });
});
