import { afterAll, describe, expect, test } from "vitest";
import {
  addContact,
  admin,
  at,
  callOf,
  type Happening,
  inboundId,
  machine,
  newSid,
  plantTenant,
  record,
  recordMeanwhile,
} from "@/tests/telephony/record/call-record";
import { rings } from "@/tests/telephony/record/events";

const tenant = await plantTenant();
await addContact(tenant, "+12065550123");
afterAll(() => Promise.all([admin.end(), machine.end()]));

/** A caller's first webhook, with all that the app knows of where it goes. */
const ringsHere = (sid: string, rest: Partial<Happening> = {}) =>
  rings(sid, {
    owner_id: tenant.rep,
    phone_number_id: tenant.numberId,
    received_at: at(1),
    data: { CallSid: sid },
    query: "",
    ...rest,
  });

/** What was written and given for a call, as if its id and SID were `call` and `leg`. */
async function opened(rest: Partial<Happening>) {
  const sid = newSid("CA");
  const callId = inboundId(tenant, sid);
  const facts = await record(tenant, callId, ringsHere(sid, rest));
  const [written] = await admin<{ rows: object; one_step: boolean }[]>`
    select json_build_object('call', c, 'leg', l, 'event', to_jsonb(e) - 'id') as rows, c.xmin = e.xmin and l.xmin = e.xmin as one_step
    from public.calls c join public.call_legs l on l.call_id = c.id join public.call_events e
      on e.call_id = c.id
    where c.id = ${callId}`;
  const text = JSON.stringify({ ...written?.rows, facts });
  return {
    rows: JSON.parse(text.replaceAll(callId, "call").replaceAll(sid, "leg")),
    oneStep: written?.one_step,
  };
}

/** What is kept of a leg and of the call that it begins. */
async function keptOf(sid: string) {
  const [kept] = await admin`
    select (select count(*)::int from public.calls where id = ${inboundId(tenant, sid)}) as calls,
      (select count(*)::int from public.call_legs where call_sid = ${sid}) as legs,
      (select array_agg(event_type || coalesce(': ' || problem, '') order by id) from public.call_events where call_id = ${inboundId(tenant, sid)}) as events`;
  return kept;
}

describe("a caller's first ring writes at once what would be derived of it", () => {
  test.each<[string, Partial<Happening>]>([
    ["for an answer", { recording_requested: true, answered_from: { line: { of: "Acme" } } }],
    ["for an answer from memory", { answered_from: { line: null }, from_memory: true }],
    ["when nobody is there to forward to", { dial_ended_live: true, owner_id: undefined }],
    ["for a status", { type: "status", sequence: 0, phone_number_id: undefined }],
    ["for someone without a number", { from: "", answered_from: { line: null } }],
  ])("%s", async (_, rest) => {
    const quick = await opened(rest);
    // Twilio's word on when a leg began has to be weighed against others; here it is no news.
    const derived = await opened({ ...rest, started_at: at(0) });
    expect(quick.rows).toEqual(derived.rows);
    // What is derived is applied within a savepoint, which leaves another xmin on its rows than on
    // the ledger's.
    expect([quick.oneStep, derived.oneStep]).toEqual([true, false]);
  });

  test("for a contact, who is named", async () => {
    const contact = { from: "+12065550123", answered_from: { line: null } };
    const quick = await opened(contact);
    const derived = await opened({ ...contact, started_at: at(0) });
    expect(quick.rows).toEqual(derived.rows);
    expect(quick.rows.facts).toMatchObject({ call_id: "call", contact_name: "Jane Doe" });
  });
});

describe("a caller's ring makes no call of its own", () => {
  test("for a number that is not the tenant's", async () => {
    const sid = newSid("CA");
    const elsewhere = ringsHere(sid, { to: "+12065550999" });
    expect(await record(tenant, inboundId(tenant, sid), elsewhere)).toBeNull();
    expect(await keptOf(sid)).toEqual({ calls: 0, legs: 0, events: null });
  });

  test("when the phone it rang was heard of first", async () => {
    const [sid, child] = [newSid("CA"), newSid("CA")];
    const callId = inboundId(tenant, sid);
    const phone = { ...ringsHere(child), type: "status" as const, parent_call_sid: sid };
    await record(tenant, callId, { ...phone, role: "rep" });
    await record(tenant, callId, ringsHere(sid));
    expect(await keptOf(sid)).toEqual({ calls: 1, legs: 1, events: ["status", "answer"] });
    expect(await callOf(callId)).toMatchObject({ twilio_call_sid: sid, stage: "ringing_rep" });
  });

  test("when its leg was heard of first", async () => {
    const sid = newSid("CA");
    const callId = inboundId(tenant, sid);
    const over = { type: "dialed", dedupe_key: `dialed:${sid}`, status: undefined } as const;
    await record(tenant, callId, { ...ringsHere(sid), ...over });
    await record(tenant, callId, ringsHere(sid));
    expect(await keptOf(sid)).toEqual({ calls: 1, legs: 1, events: ["dialed", "answer"] });
  });

  test("when the ledger has the event for another call: that one stays what it was", async () => {
    const [sid, other] = [newSid("CA"), newSid("CA")];
    await record(
      tenant,
      inboundId(tenant, other),
      ringsHere(other, { dedupe_key: `answer:${sid}` }),
    );
    await record(tenant, inboundId(tenant, sid), ringsHere(sid));
    expect(await keptOf(sid)).toEqual({ calls: 1, legs: 0, events: null });
    expect(await keptOf(other)).toEqual({ calls: 1, legs: 1, events: ["answer"] });
  });

  test("while another call takes its leg: delivered again, it says so", async () => {
    const [sid, parent] = [newSid("CA"), newSid("CA")];
    const [callId, parentCall] = [inboundId(tenant, sid), inboundId(tenant, parent)];
    const taking = { ...ringsHere(sid), type: "status" as const, dedupe_key: `taking:${sid}` };
    const waiting = recordMeanwhile(
      tenant,
      [parentCall, { ...taking, parent_call_sid: parent, role: "rep" }],
      [callId, ringsHere(sid)],
    );
    await expect(waiting).rejects.toMatchObject({ code: "40001" });
    expect(await keptOf(sid)).toEqual({ calls: 0, legs: 1, events: null });
    await record(tenant, callId, ringsHere(sid));
    const events = [`answer: leg ${sid} belongs to another call`];
    expect(await keptOf(sid)).toEqual({ calls: 1, legs: 1, events });
  });
});

test.each(["call_sid", "DialCallSid"])(
  "a caller's ring that names another tenant's leg, as %s, writes nothing",
  async (name) => {
    const [sid, callers] = [newSid("CA"), newSid("CA")];
    const stranger = await plantTenant();
    const theirs = ringsHere(callers, {
      phone_number_id: stranger.numberId,
      owner_id: stranger.rep,
    });
    await record(stranger, inboundId(stranger, callers), theirs);
    const own =
      name === "call_sid" ? ringsHere(callers) : ringsHere(sid, { data: { [name]: callers } });
    const callId = inboundId(tenant, own.call_sid);
    expect(await record(tenant, callId, own)).toBeNull();
    expect(await callOf(callId)).toBeUndefined();
  },
);
