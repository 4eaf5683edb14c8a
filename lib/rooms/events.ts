import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import { AppError } from "@/lib/core/errors";
import { livekitAccount } from "@/lib/livekit/account";
import type { RoomEvent } from "@/lib/livekit/event";
import { listPeople } from "@/lib/livekit/rooms";
import { type Doing, decideAfter, decideLeft, type Who } from "@/lib/rooms/decide";
import { endAtLivekit, endRoomOf } from "@/lib/rooms/end";
import { comesBackMs } from "@/lib/rooms/limits";
import { noteRoomEvent, type RoomState } from "@/lib/rooms/machine";
import { presentOf } from "@/lib/rooms/present";
import { putOut } from "@/lib/rooms/put-out";
import { reportOf } from "@/lib/rooms/report";

type Later = (() => Promise<void>) | null;

/**
 * Takes an event of LiveKit's that the tenant's own secret has verified: recorded once, in any
 * order, and then done what follows from it; what it gives is to be done once LiveKit has its
 * answer. Throws while the database is away or has not recorded the call yet; LiveKit sends it
 * again.
 */
export async function takeRoomEvent(tenantId: string, event: RoomEvent): Promise<Later> {
  const report = reportOf(event, new Date());
  const state = await noteRoomEvent(tenantId, report);
  if (!state) return null;
  if ("refused" in state && state.refused === "too_early") {
    throw new AppError("unavailable", "unknown_call", `${report.call} is not recorded yet`);
  }
  if ("refused" in state) {
    console.error(`room ${event.room.name} is not what its telephone says: ended`);
    await endAtLivekit(tenantId, event.room.name);
    return null;
  }
  if (report.what === "joined" && event.participant?.is_hidden && report.person) {
    await checkListener(tenantId, state, report.person);
  }
  const who = whoOf(event);
  const left = event.participant?.left_because ?? null;
  const doing = decideAfter(report, who, left, state);
  if (doing.kind !== "look" || !doing.later) {
    await carryOut(tenantId, state, doing);
    return null;
  }
  return async () => {
    await pause(comesBackMs);
    await carryOut(tenantId, state, doing);
  };
}

/** A token outlives what its person may do: whoever may not listen any more is let in by it. */
async function checkListener(tenantId: string, state: RoomState, userId: string): Promise<void> {
  const account = await livekitAccount(tenantId);
  if (account) await putOut(account, { tenant_id: tenantId, ...state }, userId);
}

function whoOf({ participant }: RoomEvent): Who {
  if (participant?.kind === "phone") return "phone";
  return participant?.kind === "browser" && !participant.is_hidden ? "person" : "nobody";
}

async function carryOut(tenantId: string, state: RoomState, doing: Doing): Promise<void> {
  switch (doing.kind) {
    case "nothing":
      return;
    case "end":
      return endRoomOf(tenantId, state.name, doing.reason);
    case "look":
      return carryOut(tenantId, state, decideLeft(state, await presentIn(tenantId, state)));
    default:
      return doing satisfies never;
  }
}

/** By LiveKit's word, which is of this moment; while it is away, by the record's. */
async function presentIn(tenantId: string, state: RoomState) {
  const recorded = { people: state.talkers, phones: state.kind === "call" ? 1 : 0 };
  try {
    const account = await livekitAccount(tenantId);
    if (!account) return recorded;
    return presentOf(await listPeople(account, state.name));
  } catch (error) {
    console.error(`who is in room ${state.name} is not known:`, error);
    return recorded;
  }
}
