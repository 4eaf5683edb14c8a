import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { inboundCallId } from "@/lib/record/event";
import type { CarrierControl } from "@/local/carrier/control";
import { hangUp } from "@/local/chaos/people";
import type { RoomCall } from "@/local/chaos/rooms/plan";
import type { Rep, Tenant } from "@/local/chaos/world";
import { Person } from "@/local/livekit/testing/person";

export type RoomStage = {
  tenant: Tenant;
  appUrl: string;
  carrier: CarrierControl;
  /** Breaks the network of somebody in a room. */
  cut(room: string, identity: string): Promise<void>;
  came: Record<"in a room" | "on a phone or not at all" | "dropped", number>;
};

const Token = z.object({ url: z.string(), token: z.string(), identity: z.string() });
const maxTries = 15;
const betweenTriesMs = 1_000;
const timeoutMs = 8_000;

/** Carries out one call, as the people in it would. Never throws. */
export async function playRoomCall(stage: RoomStage, call: RoomCall): Promise<void> {
  const { tenant, carrier, came } = stage;
  const rep = tenant.reps[call.rep];
  if (!rep) throw new Error(`There is no rep ${call.rep}`);
  if (call.phone) await carrier.scriptHandset(tenant.accountSid, rep.phone, call.phone);
  await carrier.scriptHandset(tenant.accountSid, call.customer, { behaviour: "manual" });
  const caller = carrier.handset(tenant.accountSid, call.customer);
  const { callSid } = await caller.dial(rep.companyNumber);
  const callId = inboundCallId(tenant.id, callSid);
  await pause((call.does?.after ?? 0) * 1000);
  if (call.does?.kind === "declines") await decline(stage, rep, callId);
  const entered = call.does?.kind === "answers" ? await comeIn(stage, rep, callId) : null;
  came[entered ? "in a room" : "on a phone or not at all"] += 1;
  if (entered && call.dropsAfter !== undefined) {
    await pause(call.dropsAfter * 1000);
    const room = entered.person.room.name ?? "";
    await stage.cut(room, entered.identity).then(
      () => (came.dropped += 1),
      // They are out already.
      () => {},
    );
  }
  await pause(call.talk * 1000);
  if (call.leaves === "rep" && entered) {
    await leave(entered.person);
    // Whoever is left alone waits for their end a while.
    await pause(10_000);
  }
  await hangUp(carrier, tenant.accountSid, call.customer);
  if (entered) await leave(entered.person);
}

async function leave(person: Person): Promise<void> {
  await person[Symbol.asyncDispose]().catch(() => {});
}

/** Clicks Answer until they are in, or the call is not theirs to answer. */
async function comeIn(stage: RoomStage, rep: Rep, callId: string) {
  for (let tries = 0; tries < maxTries; tries += 1) {
    const answer = await ask(stage, rep, `/api/rooms/${callId}/token`, { as: "answer" });
    if (answer && answer.status >= 400 && answer.status < 500) return null;
    try {
      if (answer?.status === 200) {
        const { url, token, identity } = Token.parse(answer.body);
        return { person: await Person.join(url, token, 440), identity };
      }
    } catch {
      // LiveKit is away, or has removed them: they click again.
    }
    await pause(betweenTriesMs);
  }
  return null;
}

async function decline(stage: RoomStage, rep: Rep, callId: string): Promise<void> {
  for (let tries = 0; tries < maxTries; tries += 1) {
    const answer = await ask(stage, rep, `/api/rooms/${callId}/decline`, {});
    if (answer && answer.status < 500) return;
    await pause(betweenTriesMs);
  }
}

/** Null while the app is away. */
async function ask({ appUrl }: RoomStage, rep: Rep, path: string, body: object) {
  try {
    const response = await fetch(appUrl + path, {
      method: "POST",
      headers: {
        authorization: `Bearer ${rep.accessToken}`,
        "content-type": "application/json",
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const said: unknown = await response.json();
    return { status: response.status, body: said };
  } catch {
    return null;
  }
}
