import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import { inboundScenarios } from "@/local/scenarios/inbound";
import { newPerson, plantPeople } from "@/local/tenant/plant";
import {
  addContact,
  admin,
  at,
  beginOutbound,
  callOf,
  type Happening,
  inboundId,
  leaveAlone,
  machine,
  newSid,
  type Planted,
  plantTenant,
  record,
  recordMeanwhile,
} from "@/tests/telephony/record/call-record";
import { recorded, rings } from "@/tests/telephony/record/events";
import { writtenCall } from "@/tests/telephony/record/written-call";

const tenant = await plantTenant();
afterAll(() => Promise.all([admin.end(), machine.end()]));

const problemsOf = async (callId: string): Promise<string[]> => {
  const rows = await admin`
    select problem from public.call_events where call_id = ${callId} and problem is not null
      order by id`;
  return rows.map(({ problem }) => problem);
};

async function ring(rest: Partial<Happening> = {}) {
  const sid = newSid("CA");
  const callId = inboundId(tenant, sid);
  await record(tenant, callId, rings(sid, rest));
  return { sid, callId };
}

describe("a call belongs to", () => {
  test("the contact with the caller's number, from the first event on", async () => {
    const contact = await addContact(tenant, "+12065550123");
    const { callId } = await ring({ from: "+12065550123" });
    expect(await callOf(callId)).toMatchObject({ contact_id: contact, version: 1 });
  });

  test("the contact that a call found at Twilio rang", async () => {
    const contact = await addContact(tenant, "+12065550124");
    const [sid, callId] = [newSid("CA"), randomUUID()];
    await record(tenant, callId, {
      type: "rest.fetch",
      dedupe_key: `rest:${sid}`,
      call_sid: sid,
      creates: "outbound",
      inferred_role: "rep",
      customer: "+12065550124",
      imported: true,
      from: "+12065550100",
      to: "+12065550111",
      status: "completed",
    });
    expect(await callOf(callId)).toMatchObject({
      contact_id: contact,
      to_number: "+12065550124",
      imported_at: expect.any(Date),
    });
  });

  test("the person whose phone accepted it, even if another was rung", async () => {
    const person = newPerson("rep");
    await plantPeople(admin, tenant.id, [person]);
    const colleague = person.userId;
    const { callId, events } = await writtenCall(inboundScenarios.repHangsUp, tenant);
    for (const event of events) {
      const user_id = event.role === "rep" ? colleague : undefined;
      await record(tenant, callId, { ...event, user_id });
    }
    expect(await callOf(callId)).toMatchObject({ user_id: colleague, outcome: "connected" });
  });
});

describe("an event that contradicts the record is stored, not applied, and says why", () => {
  test("about a leg without an owner", async () => {
    const own = await plantTenant();
    const callId = await beginOutbound(own);
    const sid = newSid("CA");
    await record(own, callId, {
      type: "rest.create",
      dedupe_key: `rest:create:${sid}`,
      call_sid: sid,
      status: "queued",
    });
    expect(await problemsOf(callId)).toEqual([`nothing says whose leg ${sid} is`]);
    expect(await callOf(callId)).toMatchObject({ twilio_call_sid: null });
  });

  test("about another call's leg or recording", async () => {
    const one = await ring();
    const other = await ring();
    await record(tenant, one.callId, recorded(one.sid, 0, 5));
    const leg = rings(one.sid, { type: "status", dedupe_key: `status:${one.sid}` });
    await record(tenant, other.callId, { ...leg, role: "rep", parent_call_sid: other.sid });
    await record(tenant, other.callId, {
      ...recorded(one.sid, 0, 5),
      dedupe_key: "recording:again",
    });
    expect(await problemsOf(other.callId)).toEqual([
      `leg ${one.sid} belongs to another call`,
      `recording RE${one.sid.slice(2)} belongs to another call`,
    ]);
    expect(await callOf(other.callId)).toMatchObject({ version: 1, recording_url: null });
  });

  test.each([
    ["an answer", (own: Planted, sid: string) => ({ ...rings(sid), call_id: inboundId(own, sid) })],
    [
      "a call found at Twilio",
      (_: Planted, sid: string): Happening => ({
        ...rings(sid, { type: "rest.fetch", customer: "+12065550199" }),
        call_id: randomUUID(),
        creates: "outbound",
        role: "rep",
      }),
    ],
  ])("about a new call with a leg of another call: %s", async (_, event) => {
    const own = await plantTenant();
    const bound = await beginOutbound(own);
    const sid = newSid("CA");
    const created: Happening = { type: "rest.create", dedupe_key: sid, call_sid: sid, role: "rep" };
    await record(own, bound, { ...created, status: "queued" });
    const first = event(own, sid);
    const callId = first.call_id ?? "";
    expect(await record(own, callId, first)).not.toBeNull();
    expect(await problemsOf(callId)).toEqual([`leg ${sid} belongs to another call`]);
    expect(await callOf(callId)).toMatchObject({ twilio_call_sid: null });
    expect(await callOf(bound)).toMatchObject({ twilio_call_sid: sid });
  });
});

test("a new call is made without its leg where another call takes it at this moment", async () => {
  const own = await plantTenant();
  const bound = await beginOutbound(own);
  const sid = newSid("CA");
  const callId = inboundId(own, sid);
  const created: Happening = { type: "rest.create", dedupe_key: sid, call_sid: sid, role: "rep" };
  await recordMeanwhile(own, [bound, { ...created, status: "queued" }], [callId, rings(sid)]);
  expect(await problemsOf(callId)).toEqual([`leg ${sid} belongs to another call`]);
  expect(await callOf(callId)).toMatchObject({ twilio_call_sid: null });
  expect(await callOf(bound)).toMatchObject({ twilio_call_sid: sid });
});

test("a recording may be the first event of its call", async () => {
  const sid = newSid("CA");
  const callId = inboundId(tenant, sid);
  await record(tenant, callId, { ...recorded(sid, 0, 5), creates: "inbound" });
  expect(await problemsOf(callId)).toEqual([]);
  expect(await callOf(callId)).toMatchObject({ recording_url: expect.any(String) });
});

test("a phone that seems to answer before it rings has rung for no time", async () => {
  const { sid, callId } = await ring();
  const phone = newSid("CA");
  const phoneIs = (status: Happening["status"], second: number): Happening => ({
    ...rings(phone, { type: "status", status, dedupe_key: `${phone}:${status}` }),
    role: "rep",
    parent_call_sid: sid,
    occurred_at: at(second),
  });
  await record(tenant, callId, phoneIs("ringing", 5));
  await record(tenant, callId, phoneIs("in-progress", 4));
  expect(await callOf(callId)).toMatchObject({ ring_seconds: 0 });
});

test("a call that has ended is due to be compared with Twilio at once", async () => {
  const { sid, callId } = await ring();
  await leaveAlone(callId);
  const due = async () =>
    (await admin`select next_check_at <= now() as due from public.calls where id = ${callId}`)[0]
      ?.due;
  await admin`update public.calls set next_check_at = now() + interval '1 hour' where id = ${callId}`;
  const ended: Partial<Happening> = { type: "status", dedupe_key: `end:${sid}`, status: "busy" };
  expect(await due()).toBe(false);
  await record(tenant, callId, rings(sid, ended));
  expect(await due()).toBe(true);
});
