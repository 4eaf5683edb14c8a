import { Person } from "@/local/livekit/testing/person";
import type { Stage } from "@/local/scenarios/stage";
import { setUpRooms } from "@/local/tenant/plant-livekit";
import { makeLivekit } from "@/tests/support/livekit";
import type { TestTenant } from "@/tests/support/tenant";
import { ask } from "@/tests/telephony/calls/walk";
import { isPast, waits } from "@/tests/telephony/histories/waits";
import { admin } from "@/tests/telephony/record/call-record";

type Who = Parameters<Stage["rooms"]["answers"]>[0];

/** How long the app goes on with what it knows of a number. */
const lineMs = 5_000;

/** LiveKit at a stage: a project of its own, switched on with the first call that rings there. */
export async function openRooms(tenant: TestTenant) {
  const livekit = await makeLivekit();
  await setUpRooms(admin, tenant.id, livekit);
  const turn = (is_on: boolean) =>
    admin`update public.livekit_accounts set is_on = ${is_on} where tenant_id = ${tenant.id}`;
  await turn(false);
  const [account] = await admin<{ room_prefix: string; trunk_id: string }[]>`
    select room_prefix, trunk_id from public.livekit_accounts where tenant_id = ${tenant.id}`;
  if (!account) throw new Error("Rooms are not set up");
  const reps = [tenant.rep.userId, tenant.rep2.userId];
  const inside = new Map<Who, Person>();
  let known = "";

  const forget = async () => {
    await admin`delete from public.call_devices where user_id in ${admin(reps)}`;
    await admin`delete from public.softphones where user_id in ${admin(reps)}`;
  };
  const say = (who: Who, callId: string, verb: string, body?: object) =>
    ask(tenant[who], `/api/rooms/${callId}/${verb}`, { body });
  /** No time passes at the carrier meanwhile. */
  const until = (isSo: () => Promise<unknown>) =>
    waits(async () => {
      await tenant.carrier.settle(tenant.accountSid);
      await livekit.settled();
      return Boolean(await isSo());
    });
  const isOver = async (callId: string) => {
    const rooms = await admin`select from public.rooms
      where call_id = ${callId} and closed_at is null`;
    return rooms.length === 0;
  };

  return {
    ...{ livekit, ...account },
    async ring(devices: Parameters<Stage["rooms"]["ring"]>[0]) {
      if (known === JSON.stringify(devices)) return;
      known = JSON.stringify(devices);
      await forget();
      for (const who of ["rep", "rep2"] as const) {
        const [rings_on, user_id] = [devices[who], tenant[who].userId];
        if (!rings_on) continue;
        await admin`insert into public.call_devices (tenant_id, user_id, rings_on, places_on)
          values (${tenant.id}, ${user_id}, ${rings_on}, 'phone')`;
        await admin`insert into public.softphones (tenant_id, user_id, device_id, seen_at)
          values (${tenant.id}, ${user_id}, ${user_id}, 'infinity')`;
      }
      await turn(true);
      await isPast(Date.now() + lineMs);
    },
    async hasRung(callId: string) {
      await until(
        async () => (await admin`select from public.rooms where call_id = ${callId}`).length,
      );
    },
    async answers(who: Who, callId: string) {
      const response = await say(who, callId, "token", { as: "answer" });
      if (response.status === 409) return "taken" as const;
      if (response.status !== 200) throw new Error(`answering: ${await response.text()}`);
      const { url, token } = await response.json();
      inside.set(who, await Person.join(url, token, 440));
      await until(async () => {
        const legs = await admin`select from public.call_legs where call_id = ${callId}
          and medium = 'sip' and answered_at is not null`;
        return legs.length;
      });
      return "in" as const;
    },
    async declines(who: Who, callId: string) {
      const { status } = await say(who, callId, "decline");
      if (status !== 200 && status !== 204) throw new Error(`declining: ${status}`);
    },
    async leaves(who: Who, callId: string) {
      await inside.get(who)?.[Symbol.asyncDispose]();
      inside.delete(who);
      await until(() => isOver(callId));
    },
    async isOver(callId: string) {
      await until(() => isOver(callId));
    },
    /** Nobody is left inside. */
    async clear() {
      const all = [...inside.values()];
      inside.clear();
      await Promise.all(all.map((person) => person[Symbol.asyncDispose]()));
      await livekit.settled();
    },
    /** Replays lead to no room, and ring as before. */
    async close() {
      await forget();
      await turn(false);
    },
  };
}
