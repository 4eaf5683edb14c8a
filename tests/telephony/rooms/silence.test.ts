import { afterAll, expect, test } from "vitest";
import { callAttribute } from "@/lib/livekit/attributes";
import { publish, routeOf } from "@/tests/telephony/calls/routed";
import { ask } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";
import {
  answers,
  callerDials,
  callerEnds,
  livekitSays,
  makeRoomTenant,
  roomOf,
  sipLeg,
  telephone,
} from "@/tests/telephony/rooms/room-call";

afterAll(() => Promise.all([admin.end(), machine.end()]));

/** A caller whose call follows a route with this silence talks with the rep in a room. */
async function talkWith(silence_seconds: number | null | undefined) {
  const tenant = await makeRoomTenant();
  const route = { ...routeOf(tenant, true, [tenant.rep.userId]), silence_seconds };
  await publish(tenant, route);
  const call = await callerDials(tenant);
  const [, header] = /X-Ringbook-Call=([^<&]*)/.exec(call.twiml) ?? [];
  await sipLeg(tenant, call, "ringing");
  const participant = telephone(tenant, call, { [callAttribute]: header });
  await livekitSays(tenant, { event: "participant_joined", participant, room: call.room });
  await answers(tenant, tenant.rep, call);
  return { tenant, call };
}

test.each([
  ["a route's own silence", 45, 45],
  ["a route that never ends a call by silence", null, null],
  ["a route without one, as the company has it", undefined, 10],
])("%s is that of its room", async (_, silence_seconds, kept) => {
  const { tenant, call } = await talkWith(silence_seconds);
  expect(await roomOf(call)).toMatchObject({ silence_seconds: kept });
  const speaking = { body: { speaking: true } };
  const said = await ask(tenant.rep, `/api/rooms/${call.callId}/heard`, speaking);
  const { endsAfterMs } = await said.json();
  if (kept === null) expect(endsAfterMs).toBeNull();
  else expect(endsAfterMs).toBeGreaterThan((kept - 5) * 1000);
  await callerEnds(tenant, call);
});
