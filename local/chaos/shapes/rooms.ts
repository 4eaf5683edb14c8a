import { setTimeout as pause } from "node:timers/promises";
import type { Sql } from "postgres";
import type { Finding } from "@/local/chaos/compare";
import { playRoomCall } from "@/local/chaos/rooms/people";
import { beside, type Disturbance, planDisturbances, roomCall } from "@/local/chaos/rooms/plan";
import { repAt, type Shape } from "@/local/chaos/shapes/shape";
import { livekitControl } from "@/local/livekit/control";
import { setUpRooms } from "@/local/tenant/plant-livekit";

/** The company's project at LiveKit. */
const key = "APIchaos";
const customerOf = (nth: number) => `+1919555${1_000 + nth}`;

/** Callers reach browsers in LiveKit's rooms, while LiveKit misbehaves too. */
export const rooms: Shape = {
  name: "rooms",
  perHundred: 8,
  async prepare(sql, tenant, { urls }) {
    const webhookUrl = `${urls.app}/api/livekit/webhook`;
    const project = await livekitControl(urls.livekit).ensureProject({ key, webhookUrl });
    await setUpRooms(sql, tenant.id, project);
    for (const place of beside) {
      const { userId } = repAt(tenant, place);
      await sql`update public.call_devices set rings_on = 'both'
        where tenant_id = ${tenant.id} and user_id = ${userId}`;
    }
  },
  async play(stage, tenant, { nth, chance, did }) {
    const { cut } = livekitControl(stage.livekitUrl);
    const drop = (room: string, identity: string) => cut(key, room, identity);
    await playRoomCall({ stage, tenant, did, drop }, roomCall(customerOf(nth), chance));
  },
  async disturb({ livekitUrl }, when, until) {
    const control = livekitControl(livekitUrl);
    for (const disturbance of planDisturbances(when)) {
      await until(disturbance.at);
      await control.setFaults(key, faultsOf(disturbance));
      await pause(disturbance.lastsFor * 1000);
      await control.setFaults(key, { isAway: false, sipCode: null });
    }
    await control.setFaults(key, { webhooks: [] });
    await control.release(key);
  },
  check: ({ sql, tenant }) => openRooms(sql, tenant.id),
};

function faultsOf(disturbance: Disturbance) {
  switch (disturbance.kind) {
    case "webhooks":
      return { webhooks: disturbance.webhooks };
    case "away":
      return { isAway: true };
    case "refuses":
      return { sipCode: disturbance.sipCode };
  }
}

/** Rooms that are not known to have ended. */
async function openRooms(sql: Sql, tenantId: string): Promise<Finding[]> {
  const rows = await sql<{ call_id: string; name: string }[]>`
    select call_id, name from public.rooms where tenant_id = ${tenantId} and closed_at is null`;
  return rows.map(({ call_id, name }) => {
    return { kind: "still open", call: call_id, why: `its room ${name} goes on` };
  });
}
