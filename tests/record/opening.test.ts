import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  addContact,
  admin,
  at,
  callOf,
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
  await addContact(tenant, "+12065550123");
});
afterAll(async () => {
  await Promise.all([admin.end(), machine.end()]);
});

const receivedAt = at(1);

function rings(sid: string, rest: Partial<Happening> = {}): Happening & { call_sid: string } {
  return {
    type: "answer",
    dedupe_key: `rings:${sid}`,
    creates_inbound: true,
    user_id: tenant.rep,
    phone_number_id: tenant.numberId,
    from: "+12065550177",
    to: "+12065550100",
    status: "ringing",
    occurred_at: at(0),
    received_at: receivedAt,
    data: { CallSid: sid },
    query: "",
    ...rest,
    call_sid: sid,
  };
}

/** Rows as they would be if the call's id and SID were `call` and `leg`, and whether they were written in one breath. */
async function rowsOf(callId: string, sid: string) {
  const [rows] = await admin<{ rows: unknown; at_once: boolean }[]>`
    select json_build_object('call', c, 'leg', l, 'event', to_jsonb(e) - 'id') as rows, c.xmin = e.xmin and l.xmin = e.xmin as at_once
    from public.calls c join public.call_legs l on l.call_id = c.id join public.call_events e on e.call_id = c.id
    where c.id = ${callId}`;
  const text = JSON.stringify(rows?.rows).replaceAll(callId, "call").replaceAll(sid, "leg");
  return { rows: JSON.parse(text), atOnce: rows?.at_once };
}

async function opened(rest: Partial<Happening>) {
  const sid = newSid("CA");
  const callId = inboundId(tenant, sid);
  const facts = await record(tenant, callId, rings(sid, rest));
  return {
    facts: { ...facts, call_id: "call", twilio_call_sid: "leg" },
    ...(await rowsOf(callId, sid)),
  };
}

describe("a caller's first ring writes at once what the general way would write", () => {
  test.each<[string, Partial<Happening>]>([
    ["for an answer", { recording_requested: true, answered_from: { line: { of: "Acme" } } }],
    ["for an answer from memory", { answered_from: { line: null }, from_memory: true }],
    ["when nobody is there to forward to", { dial_ended_live: true, user_id: undefined }],
    ["for a status", { type: "status", sequence: 0, phone_number_id: undefined }],
    ["for a contact", { from: "+12065550123", answered_from: { line: null } }],
    ["for someone without a number", { from: "", answered_from: { line: null } }],
  ])("%s", async (_, rest) => {
    const { atOnce, ...quick } = await opened(rest);
    // When Twilio says that a leg began is for the general way to weigh; here it is no news.
    const { atOnce: generalAtOnce, ...general } = await opened({ ...rest, started_at: at(0) });
    expect(quick).toEqual(general);
    // What the general way applies can be taken back alone.
    expect([atOnce, generalAtOnce]).toEqual([true, false]);
  });
});

describe("a caller's first ring is none, and writes no second row, when", () => {
  test("the number is not the tenant's", async () => {
    const sid = newSid("CA");
    const callId = inboundId(tenant, sid);
    expect(await record(tenant, callId, rings(sid, { to: "+12065550999" }))).toBeNull();
    expect(await callOf(callId)).toBeUndefined();
  });

  test("another event made the call a moment ago", async () => {
    const sid = newSid("CA");
    const callId = inboundId(tenant, sid);
    await record(tenant, callId, {
      ...rings(sid),
      type: "dialed",
      dedupe_key: `dialed:${sid}`,
      status: undefined,
    });
    await record(tenant, callId, rings(sid));
    const events = await admin`
      select event_type, problem from public.call_events where call_id = ${callId} order by event_type`;
    expect(events).toMatchObject([
      { event_type: "answer", problem: null },
      { event_type: "dialed", problem: null },
    ]);
  });

  test("the ledger has the event under another call", async () => {
    const [sid, other] = [newSid("CA"), newSid("CA")];
    await record(tenant, inboundId(tenant, other), rings(other, { dedupe_key: `rings:${sid}` }));
    await record(tenant, inboundId(tenant, sid), rings(sid));
    const legs = await admin`select from public.call_legs where call_sid = ${sid}`;
    expect(legs).toHaveLength(0);
  });
});
