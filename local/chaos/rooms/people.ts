import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { inboundCallId } from "@/lib/record/event";
import { carrierControl } from "@/local/carrier/control";
import { ask } from "@/local/chaos/ask";
import { hangUp, type Stage } from "@/local/chaos/people";
import type { RoomCall } from "@/local/chaos/rooms/plan";
import { repAt } from "@/local/chaos/shapes/shape";
import type { Rep, Tenant } from "@/local/chaos/world";
import { Person } from "@/local/livekit/testing/person";

type Scene = {
  stage: Stage;
  tenant: Tenant;
  did(what: string): void;
  /** Breaks the network of somebody in a room. */
  drop(room: string, identity: string): Promise<void>;
};

const Token = z.object({ url: z.string(), token: z.string(), identity: z.string() });
const maxTries = 15;
const betweenTriesMs = 1_000;
/** Whoever is left alone waits for their end a while. */
const aloneMs = 10_000;

/** Carries out one call, as the people in it would. */
export async function playRoomCall(scene: Scene, call: RoomCall): Promise<void> {
  const { stage, tenant, did } = scene;
  const carrier = carrierControl(stage.carrierUrl);
  const rep = repAt(tenant, call.rep);
  if (call.phone) await carrier.scriptHandset(tenant.accountSid, rep.phone, call.phone);
  await carrier.scriptHandset(tenant.accountSid, call.customer, { behaviour: "manual" });
  const caller = carrier.handset(tenant.accountSid, call.customer);
  const { callSid } = await caller.dial(rep.companyNumber);
  const callId = inboundCallId(tenant.id, callSid);
  await pause((call.does?.after ?? 0) * 1000);
  if (call.does?.kind === "declines") await decline(stage, rep, callId);
  const entered = call.does?.kind === "answers" ? await comeIn(stage, rep, callId) : null;
  did(entered ? "in a room" : "on a phone or not at all");
  if (entered && call.dropsAfter !== undefined) {
    await pause(call.dropsAfter * 1000);
    const isDropped = await scene.drop(entered.person.room.name ?? "", entered.identity).then(
      () => true,
      // They are out already.
      () => false,
    );
    if (isDropped) did("dropped");
  }
  await pause(call.talk * 1000);
  if (call.leaves === "rep" && entered) {
    await leave(entered.person);
    await pause(aloneMs);
  }
  await hangUp(carrier, tenant.accountSid, call.customer);
  if (entered) await leave(entered.person);
}

async function leave(person: Person): Promise<void> {
  await person[Symbol.asyncDispose]().catch(() => {});
}

/** Clicks Answer until they are in: their page may show the call before it rings here. */
async function comeIn(stage: Stage, rep: Rep, callId: string) {
  for (let tries = 0; tries < maxTries; tries += 1) {
    const answer = await ask(stage, rep, `/api/rooms/${callId}/token`, { as: "answer" });
    try {
      if (answer.kind === "answered" && answer.status === 200) {
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

async function decline(stage: Stage, rep: Rep, callId: string): Promise<void> {
  for (let tries = 0; tries < maxTries; tries += 1) {
    const answer = await ask(stage, rep, `/api/rooms/${callId}/decline`, {});
    if (answer.kind === "answered" && answer.status < 500) return;
    await pause(betweenTriesMs);
  }
}
