import { randomUUID } from "node:crypto";
import {
  admin,
  at,
  type Happening,
  inboundId,
  newSid,
  type Planted,
} from "@/tests/telephony/record/call-record";
import { rings } from "@/tests/telephony/record/events";

/** One call with a customer: what came of it, and its seconds. */
export type Played = {
  what: "missed" | "talked" | "called_back";
  customer: string;
  start: number;
  length: number;
};

/** A call's id and its events, in order. */
export type CallEvents = { callId: string; events: Happening[] };

const call = { missed, talked, called_back: calledBack };

export const eventsOf = (tenant: Planted, played: Played): Promise<CallEvents> =>
  call[played.what](tenant, played);

function inbound(tenant: Planted, { customer, start, length }: Played) {
  const sid = newSid("CA");
  const caller = {
    creates: "inbound",
    role: "caller",
    from: customer,
    to: "+12065550100",
  } as const;
  return {
    callId: inboundId(tenant, sid),
    sid,
    answer: {
      ...rings(sid, { from: customer, occurred_at: at(start) }),
      phone_number_id: tenant.numberId,
      owner_id: tenant.rep,
    },
    ended: {
      ...{ type: "status", dedupe_key: `status:${sid}:end`, call_sid: sid, status: "completed" },
      ...{ duration: length, occurred_at: at(start + length), ...caller },
    } as Happening,
  };
}

async function missed(tenant: Planted, played: Played): Promise<CallEvents> {
  const { callId, answer, ended } = inbound(tenant, played);
  return { callId, events: [answer, ended] };
}

async function talked(tenant: Planted, played: Played): Promise<CallEvents> {
  const { callId, sid, answer, ended } = inbound(tenant, played);
  const { start, length } = played;
  const rep = newSid("CA");
  const about = {
    ...({ creates: "inbound", role: "rep", parent_call_sid: sid } as const),
    ...{ from: played.customer, to: "+12065550111", user_id: tenant.rep },
  };
  const over = start + length;
  const legs = leg(
    rep,
    [
      { at: start + 1, status: "ringing" },
      { at: start + 2, status: "in-progress" },
      { at: over, status: "completed" },
    ],
    about,
  );
  const accepted: Happening = {
    ...{ type: "screen", dedupe_key: `screen:${rep}:digit`, call_sid: rep, ...about },
    ...{ status: "in-progress", accepted: true, occurred_at: at(start + 3) },
  };
  return { callId, events: [answer, ...legs, accepted, dialed(sid, over, true), ended] };
}

async function calledBack(
  tenant: Planted,
  { customer, start, length }: Played,
): Promise<CallEvents> {
  const callId = randomUUID();
  await admin`insert into public.calls (id, tenant_id, direction, from_number, to_number, user_id,
      created_at, settled_at)
    values (${callId}, ${tenant.id}, 'outbound', '+12065550100', ${customer}, ${tenant.rep},
      ${at(start)}, now())`;
  const [rep, other] = [newSid("CA"), newSid("CA")];
  const over = start + length;
  const talks = (sid: string, role: "rep" | "customer", from: number, rest: Partial<Happening>) =>
    leg(
      sid,
      [
        { at: from, status: "ringing" },
        { at: from + 1, status: "in-progress" },
        { at: over, status: "completed", duration: over - from - 1 },
      ],
      { role, ...rest },
    );
  const digit: Happening = {
    ...{ type: "connect", dedupe_key: `connect:${rep}:digit`, call_sid: rep, role: "rep" },
    ...{ status: "in-progress", accepted: true, occurred_at: at(start + 2) },
  };
  return {
    callId,
    events: [
      ...talks(rep, "rep", start, {}),
      digit,
      ...talks(other, "customer", start + 2, { parent_call_sid: rep }),
      dialed(rep, over, true),
    ],
  };
}

type StatusAt = { at: number; status: Happening["status"]; duration?: number };

/** A leg's status callbacks, in order. */
function leg(sid: string, statuses: StatusAt[], rest: Partial<Happening>): Happening[] {
  return statuses.map(({ at: second, status, duration }, sequence) => ({
    type: "status",
    dedupe_key: `status:${sid}:${sequence}:${status}`,
    ...{ call_sid: sid, status, sequence, duration, occurred_at: at(second), ...rest },
  }));
}

/** The action of a leg's <Dial>; `live` when that leg was still on the line. */
function dialed(parent: string, second: number, live: boolean): Happening {
  return {
    type: "dialed",
    dedupe_key: `dialed:${parent}`,
    call_sid: parent,
    status: live ? "in-progress" : undefined,
    dial_ended_live: live,
    occurred_at: at(second),
  };
}
