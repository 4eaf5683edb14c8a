import { setTimeout as pause } from "node:timers/promises";
import type { Sql } from "postgres";
import { carrierControl } from "@/local/carrier/control";
import type { Finding } from "@/local/chaos/compare";
import { playRoomCall, type RoomStage } from "@/local/chaos/rooms/people";
import { beside, planRooms, type RoomTrouble } from "@/local/chaos/rooms/plan";
import type { Tenant } from "@/local/chaos/world";
import { livekitControl } from "@/local/livekit/control";
import type { StackFacts } from "@/local/stack";
import { setUpRooms } from "@/local/tenant/plant-livekit";

/** A tenant whose calls reach browsers in LiveKit's rooms, and all that befalls them there. */
export async function openRooms(
  sql: Sql,
  { urls }: StackFacts,
  tenant: Tenant,
  when: { seed: string; seconds: number },
) {
  const control = livekitControl(urls.livekit);
  const webhookUrl = `${urls.app}/api/livekit/webhook`;
  const project = await control.ensureProject({ webhookUrl });
  await setUpRooms(sql, tenant.id, project);
  for (const place of beside) {
    const user = tenant.reps[place]?.userId ?? "";
    await sql`update public.call_devices set rings_on = 'both'
      where tenant_id = ${tenant.id} and user_id = ${user}`;
  }
  const { calls, troubles } = planRooms(when);
  const stage: RoomStage = {
    ...{ tenant, appUrl: urls.app, carrier: carrierControl(urls.carrier) },
    cut: (room, identity) => control.cut(project.key, room, identity),
    came: { "in a room": 0, "on a phone or not at all": 0, dropped: 0 },
  };

  async function befalls(trouble: RoomTrouble): Promise<void> {
    const { kind } = trouble;
    if (kind === "webhooks") {
      await control.setFaults(project.key, { webhooks: trouble.webhooks });
    } else {
      const faults = kind === "away" ? { isAway: true } : { sipCode: trouble.sipCode };
      await control.setFaults(project.key, faults);
    }
    await pause(trouble.lastsFor * 1000);
    await control.setFaults(project.key, { isAway: false, sipCode: null });
  }

  return {
    /** Everything of the plan; gives what came of it, in words. */
    async storm(): Promise<string> {
      const began = performance.now();
      const until = (second: number) =>
        pause(Math.max(0, began + second * 1000 - performance.now()));
      const people = calls.map(async (call) => {
        await until(call.at);
        await playRoomCall(stage, call);
      });
      for (const trouble of troubles) {
        await until(trouble.at);
        await befalls(trouble);
      }
      await control.setFaults(project.key, { webhooks: [] });
      await control.release(project.key);
      await Promise.all(people);
      const came = Object.entries(stage.came).map(([name, count]) => `${name} ${count}`);
      return `Rooms: ${calls.length} calls, ${troubles.length} troubles of LiveKit's; ${came}`;
    },
  };
}

/** Rooms that are not known to have ended. */
export async function openRoomsOf(sql: Sql, tenantId: string): Promise<Finding[]> {
  const rows = await sql<{ call_id: string; name: string }[]>`
    select call_id, name from public.rooms where tenant_id = ${tenantId} and closed_at is null`;
  return rows.map(({ call_id, name }) => {
    return { kind: "still open", call: call_id, why: `its room ${name} goes on` };
  });
}
