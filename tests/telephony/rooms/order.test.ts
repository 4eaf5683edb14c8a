import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keepSweepsAway } from "@/tests/support/sweeps";
import { admin, machine } from "@/tests/telephony/record/call-record";
import {
  callerDials,
  livekitSays,
  makeRoomTenant,
  person,
  type RoomTenant,
  sipLeg,
  telephone,
} from "@/tests/telephony/rooms/room-call";

let tenant: RoomTenant;
beforeAll(async () => {
  tenant = await makeRoomTenant();
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

keepSweepsAway();

const began = Math.floor(Date.now() / 1000) - 60;
const microphone = { sid: "TR_1", type: "AUDIO", source: "MICROPHONE" };

/** What LiveKit says of a room in which the rep has talked for half a minute, with its second. */
const said = [
  { event: "room_started", second: 0 },
  { event: "participant_joined", of: "phone", second: 0 },
  { event: "participant_joined", of: "rep", second: 4 },
  { event: "track_published", of: "rep", second: 5, track: microphone },
  { event: "participant_left", of: "rep", second: 35 },
  { event: "participant_left", of: "phone", second: 36 },
  { event: "room_finished", second: 37 },
] as const;

/** Delivers them in this order, or all at once; gives what the record has of them. */
async function deliver(order: readonly number[], isAtOnce = false) {
  const call = await callerDials(tenant);
  await sipLeg(tenant, call, "initiated");
  await sipLeg(tenant, call, "ringing");
  await sipLeg(tenant, call, "in-progress");
  const joined = (second: number) => ({ joinedAt: String(began + second) });
  const people = {
    phone: { ...telephone(tenant, call), ...joined(0) },
    rep: person(tenant.rep, joined(4)),
  };
  const say = async (place: number) => {
    const one = said[place];
    if (!one) throw new Error(`no event ${place}`);
    const participant = "of" in one ? people[one.of] : undefined;
    return livekitSays(tenant, {
      ...{ event: one.event, room: call.room, id: `EV_${randomUUID()}` },
      at: (began + one.second) * 1000,
      ...(participant && { participant }),
      ...("track" in one && { track: one.track }),
    });
  };
  const statuses = isAtOnce
    ? await Promise.all(order.map(say))
    : await order.reduce<Promise<number[]>>(
        async (before, place) => [...(await before), await say(place)],
        Promise.resolve([]),
      );
  expect(statuses).toEqual(order.map(() => 204));
  const events = await admin`select event_data ->> 'event' as event from public.call_events
    where call_id = ${call.callId} and event_type = 'livekit' order by occurred_at, 1`;
  const spans = await admin`select s.space, l.role, l.user_id, s.entered_at, s.left_at
    from public.call_spans s join public.call_legs l on l.call_sid = s.call_sid
    where l.call_id = ${call.callId} and l.medium = 'room'`;
  const [room] = await admin`select kind, started_at from public.rooms
    where call_id = ${call.callId}`;
  const kept = await admin`select from private.early_room_events where room = ${call.room}`;
  return { events, spans, room, kept: kept.length };
}

const inOrder = said.map((_, place) => place);

test("what LiveKit says of a person before the telephone's is kept, in any order", async () => {
  const expected = await deliver(inOrder);
  expect(expected.spans).toMatchObject([
    { role: "rep", user_id: tenant.rep.userId, entered_at: [new Date((began + 4) * 1000)] },
  ]);
  expect(expected).toMatchObject({ kept: 0, room: { kind: "call" } });
  expect(expected.events).toHaveLength(said.length);
  for (const order of [inOrder.toReversed(), [2, 3, 4, 6, 0, 1, 5], [2, 1, 3, 4, 5, 6, 0]]) {
    expect(await deliver(order), order.join()).toEqual(expected);
  }
  for (const order of [inOrder, inOrder.toReversed()]) {
    expect(await deliver(order, true), "at once").toEqual(expected);
  }
});

test("what is kept of a room that no telephone comes to is kept once", async () => {
  const room = `${tenant.account.room_prefix}_${randomUUID()}`;
  const participant = person(tenant.rep);
  const id = `EV_${randomUUID()}`;
  for (const _ of ["once", "again"]) {
    await livekitSays(tenant, { event: "participant_joined", room, participant, id });
  }
  const kept = await admin`select from private.early_room_events where room = ${room}`;
  expect(kept).toHaveLength(1);
});
