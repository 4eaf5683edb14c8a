import { createHash, randomUUID } from "node:crypto";
import { roomIdentity } from "@/lib/livekit/token";
import { inboundCallId } from "@/lib/record/event";
import { twilioTime } from "@/local/scenarios/twilio-request";
import { makeTenantWithRooms, postHook, signHook, type TestLivekit } from "@/tests/support/livekit";
import type { Member, TestTenant } from "@/tests/support/tenant";
import { ask, callRow } from "@/tests/telephony/calls/walk";
import { admin, newSid } from "@/tests/telephony/record/call-record";
import { callerFields, post } from "@/tests/telephony/webhooks/post";

export type RoomTenant = TestTenant & {
  livekit: TestLivekit;
  account: { trunk_id: string; room_prefix: string; sip_username: string };
};

/** A company whose calls reach browsers in LiveKit's rooms, and whose rep and rep2 are there. */
export async function makeRoomTenant(): Promise<RoomTenant> {
  const { tenant, livekit } = await makeTenantWithRooms();
  const [account] = await admin<RoomTenant["account"][]>`
    select trunk_id, room_prefix, sip_username from public.livekit_accounts
    where tenant_id = ${tenant.id}`;
  if (!account) throw new Error("Rooms are not set up");
  for (const member of [tenant.rep, tenant.rep2]) await opensDesk(tenant, member);
  return { ...tenant, livekit, account };
}

/** A member's desk is open, and calls ring there alone. */
export async function opensDesk(tenant: TestTenant, member: Member): Promise<void> {
  await admin`insert into public.call_devices (tenant_id, user_id, rings_on, places_on)
    values (${tenant.id}, ${member.userId}, 'browser', 'browser')`;
  const said = { device: randomUUID(), state: "ready" };
  await ask(member, "/api/softphone/presence", { body: said });
}

/** A caller has dialled the number: what Twilio was answered, and their call. */
export async function callerDials(tenant: RoomTenant) {
  const caller = newSid("CA");
  const planted = { ...tenant, rep: tenant.rep.userId };
  const fields = callerFields(planted, { CallSid: caller });
  const answer = await post({ path: "answer", fields, token: tenant.authToken });
  const callId = inboundCallId(tenant.id, caller);
  const sip = newSid("CA");
  const room = `${tenant.account.room_prefix}_${fields.From}_${randomUUID()}`;
  return { twiml: await answer.text(), caller, callId, sip, room, keys: { n: 0 } };
}
export type Dialled = Awaited<ReturnType<typeof callerDials>>;

/** Twilio reports the leg to LiveKit, which rings these people. */
export async function sipLeg(
  tenant: RoomTenant,
  { caller, callId, sip, keys }: Dialled,
  status: "initiated" | "ringing" | "in-progress" | "completed" | "busy" | "failed" | "no-answer",
  rings: Member[] = [tenant.rep],
): Promise<void> {
  const ids = rings.map(({ userId }) => userId).join(",");
  const query = new URLSearchParams({ call: callId, leg: "rep", parent: caller, rings: ids });
  keys.n += 1;
  const fields = {
    ...{ AccountSid: tenant.accountSid, CallSid: sip, ParentCallSid: caller, CallStatus: status },
    ...{ Direction: "outbound-dial", From: "+12065550177", To: `sip:${tenant.number}@sip` },
    ...{ CallbackSource: "call-progress-events", SequenceNumber: String(keys.n) },
    ...(status === "failed" && { SipResponseCode: "503" }),
    Timestamp: twilioTime(new Date()),
  };
  const { status: said } = await post({ path: `status?${query}`, fields, token: tenant.authToken });
  if (said !== 204) throw new Error(`status: ${said}`);
}

/** The <Dial> is over: what Twilio is answered next. */
export async function dialOver(
  tenant: RoomTenant,
  { caller, callId, sip }: Dialled,
  dialStatus: string,
  bridged: boolean,
  path = `dialed?call=${callId}&leg=caller`,
) {
  const fields = {
    ...{ AccountSid: tenant.accountSid, CallSid: caller, CallStatus: "in-progress" },
    ...{ Direction: "inbound", From: "+12065550177", To: tenant.number },
    ...{ DialCallSid: sip, DialCallStatus: dialStatus, DialBridged: String(bridged) },
  };
  return (await post({ path, fields, token: tenant.authToken })).text();
}

/** Where Twilio says that the <Dial> in this TwiML is over. */
export function endOfDial(twiml: string): string {
  const [, path] = /<Dial [^>]*action="[^"]*\/voice\/([^"#]*)/.exec(twiml) ?? [];
  if (!path) throw new Error(`No <Dial> with an action: ${twiml}`);
  return path.replaceAll("&amp;", "&");
}

/** The caller's own leg has ended. */
export async function callerEnds(tenant: RoomTenant, { caller }: Dialled): Promise<void> {
  const fields = {
    ...{ AccountSid: tenant.accountSid, CallSid: caller, CallStatus: "completed" },
    ...{ Direction: "inbound", From: "+12065550177", To: tenant.number },
    ...{ CallbackSource: "call-progress-events", SequenceNumber: "9", CallDuration: "30" },
    Timestamp: twilioTime(new Date()),
  };
  await post({ path: "status", fields, token: tenant.authToken });
}

type Said = {
  event: string;
  room: string;
  participant?: object;
  track?: object;
  id?: string;
  at?: number;
};

/** A webhook of LiveKit's as it signs one; gives the app's status. */
export async function livekitSays(tenant: RoomTenant, said: Said): Promise<number> {
  const { event, room, participant, track, id = `EV_${randomUUID()}`, at = Date.now() } = said;
  // One for each time somebody joins.
  const inRoom = participant && { ...participant, sid: `${sidOf(participant)}${hash(room)}` };
  const body = JSON.stringify({
    ...{ event, id, createdAt: String(Math.floor(at / 1000)) },
    room: { sid: "RM_1", name: room },
    ...(inRoom && { participant: inRoom }),
    ...(track && { track }),
  });
  return postHook(body, await signHook(body, tenant.livekit));
}

const sidOf = (participant: object) => ("sid" in participant ? String(participant.sid) : "PA_");
const hash = (text: string) => createHash("md5").update(text).digest("hex").slice(0, 8);

export function telephone(tenant: RoomTenant, { callId }: Pick<Dialled, "callId">, rest = {}) {
  return {
    ...{ sid: "PA_phone", identity: "sip_+12065550177", kind: "SIP", joinedAt: seconds() },
    attributes: {
      ...{ "ringbook.call": callId, "sip.trunkID": tenant.account.trunk_id },
      ...rest,
    },
  };
}

export function person({ userId, name }: Member, rest = {}) {
  const sid = `PA_${userId.slice(0, 12)}`;
  return { sid, identity: roomIdentity(userId), name, joinedAt: seconds(), ...rest };
}
const seconds = () => String(Math.floor(Date.now() / 1000));
const microphone = { sid: "TR_1", type: "AUDIO", source: "MICROPHONE" };

/** A caller whose call rings these people in a room. */
export async function ringing(tenant: RoomTenant, rings: Member[] = [tenant.rep]) {
  const call = await callerDials(tenant);
  await sipLeg(tenant, call, "initiated", rings);
  await sipLeg(tenant, call, "ringing", rings);
  const joined = { event: "participant_joined", participant: telephone(tenant, call) };
  await livekitSays(tenant, { ...joined, room: call.room });
  return call;
}

export const token = (member: Member, { callId }: Pick<Dialled, "callId">, as: string) =>
  ask(member, `/api/rooms/${callId}/token`, { body: { as } });

/** A person answers, and is heard. */
export async function answers(tenant: RoomTenant, member: Member, call: Dialled): Promise<void> {
  const { status } = await token(member, call, "answer");
  if (status !== 200) throw new Error(`token: ${status}`);
  await publishes(tenant, member, call);
  await sipLeg(tenant, call, "in-progress");
}

/** LiveKit says that somebody has come and can be heard. */
export async function publishes(tenant: RoomTenant, member: Member, { room }: Dialled) {
  const participant = person(member);
  await livekitSays(tenant, { event: "participant_joined", room, participant });
  await livekitSays(tenant, { event: "track_published", room, track: microphone, participant });
}

export const left = (tenant: RoomTenant, { room }: Dialled, participant: object) =>
  livekitSays(tenant, { event: "participant_left", room, participant });

export const rowOf = (tenant: RoomTenant, { callId }: Pick<Dialled, "callId">) =>
  callRow(tenant, callId);

/** The newest room of a call, as it is kept. */
export async function roomOf({ callId }: Pick<Dialled, "callId">) {
  const [row] = await admin`select * from public.rooms where call_id = ${callId}
    order by started_at desc limit 1`;
  return row;
}
