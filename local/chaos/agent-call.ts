import { setTimeout as pause } from "node:timers/promises";
import { newAgent } from "@/lib/agent/settings/schema";
import { Route } from "@/lib/routing/route";
import { type CarrierControl, CarrierControlError } from "@/local/carrier/control";
import { stormRoute } from "@/local/chaos/routed";
import type { Chance } from "@/local/demo/chance";

/** What a caller of a voice agent does once they hear it, as local/realtime-voice/scripted.ts. */
export type AgentCall = {
  /** 0: a person, 1: they are served, 2: they leave a message; null: nothing. */
  key: string | null;
  /** After dialling, in seconds. */
  callerHangsUpAfter: number;
};

/** E.164; of each tenant, the number that a voice agent answers. */
export const agentNumber = "+12065550198";

/** Nobody is asked whether they are still there. */
export const stormAgent = {
  ...newAgent,
  limits: { ...newAgent.limits, nudge_seconds: 60, minutes_per_day: 10_000 },
};

/** A voice agent, then a group that rings at once, then everybody's mailbox. */
export function agentRoute(reps: readonly { userId: string }[], agent_id: string): Route {
  const route = stormRoute(reps);
  const agent = { kind: "agent", name: "Ana", agent_id, next: "group" };
  return Route.parse({ ...route, first: "agent", steps: { ...route.steps, agent } });
}

const shapes = { served: 35, person: 30, message: 15, leaves: 20 };
const keys = { served: "1", person: "0", message: "2", leaves: null };

export function agentCall(chance: Chance): AgentCall {
  return { key: keys[chance.weigh(shapes)], callerHangsUpAfter: chance.between(5, 25) };
}

/** Presses the key once an agent speaks. True where one did; false where the route went on. */
export async function talkToAgent(
  carrier: CarrierControl,
  { accountSid, phone, key }: { accountSid: string; phone: string; key: string | null },
): Promise<boolean> {
  const handset = carrier.handset(accountSid, phone);
  for (let tries = 0; tries < 40; tries += 1) {
    const { isStreamed, state } = await handset.state();
    if (state === "idle") return false;
    if (isStreamed) {
      await pause(1_500);
      if (key !== null) await handset.press(key).catch(ignoreEnded);
      return true;
    }
    await pause(200);
  }
  return false;
}

function ignoreEnded(error: unknown): void {
  if (!(error instanceof CarrierControlError)) throw error;
}
