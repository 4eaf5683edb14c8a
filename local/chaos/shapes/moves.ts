import { setTimeout as pause } from "node:timers/promises";
import type { CarrierControl, HandsetScript } from "@/local/carrier/control";
import { ask } from "@/local/chaos/ask";
import type { Stage } from "@/local/chaos/people";
import { managerPlace } from "@/local/chaos/plan";
import { repAt, rest, type Turn } from "@/local/chaos/shapes/shape";
import type { Rep, Tenant } from "@/local/chaos/world";
import { declines, presses } from "@/local/scenarios/phones";

/** What people ask of a call that they are on, and how often. */
export const moves = {
  ...{ hold: 25, cold: 12, coldUnanswered: 6, coldOutside: 6, voicemail: 4 },
  ...{ complete: 10, takeBack: 6, merge: 6, unanswered: 4 },
  ...{ add: 10, addOutside: 5, remove: 8, listen: 6, bargeIn: 6, takeOver: 3 },
};
export type Move = keyof typeof moves;

type Scene = {
  stage: Stage;
  carrier: CarrierControl;
  tenant: Tenant;
  turn: Turn;
  callId: string;
  /** Whose call it is now. */
  on: Rep;
};

const ringingSeconds = 7;
const betweenTriesMs = 1_500;
const outside = (nth: number) => `+1312555${1_000 + nth}`;

/** Makes a move; who then has the call, or null where nobody of the company does. */
export async function makeMove(scene: Scene, move: Move): Promise<Rep | null> {
  const { tenant, turn, on } = scene;
  const colleague = repAt(tenant, 6 + ((turn.nth + turn.chance.between(0, 4)) % 5));
  const number = outside(turn.nth);
  const to = { userId: colleague.userId };
  const takes = presses("1", { answer: turn.chance.between(1, 3), press: undefined });
  switch (move) {
    case "hold":
      await click(scene, on, "hold");
      await rest(scene.stage, turn.chance.between(1, 6));
      await click(scene, on, "resume");
      return on;
    case "cold":
    case "coldUnanswered":
      await rings(scene, colleague, move === "cold" ? takes : declines());
      if (!(await click(scene, on, "transfer", { to }))) return on;
      await rest(scene.stage, ringingSeconds);
      return move === "cold" ? colleague : on;
    case "coldOutside":
      await scriptOutside(scene, number);
      return (await click(scene, on, "transfer", { to: { number } })) ? null : on;
    case "voicemail": {
      const box = { voicemailOf: colleague.userId };
      return (await click(scene, on, "transfer", { to: box })) ? null : on;
    }
    case "complete":
    case "takeBack":
    case "merge":
    case "unanswered": {
      await rings(scene, colleague, move === "unanswered" ? declines() : takes);
      if (!(await click(scene, on, "transfer", { to, mode: "warm" }))) return on;
      await rest(scene.stage, ringingSeconds);
      const action = move === "complete" || move === "merge" ? move : "take_back";
      const isDone = await click(scene, on, "transfer", { action });
      if (!isDone && action !== "take_back") await click(scene, on, "transfer", takeBack);
      return isDone && action === "complete" ? colleague : on;
    }
    case "add":
      await rings(scene, colleague, takes);
      await click(scene, on, "add", { to });
      return on;
    case "addOutside":
      await scriptOutside(scene, number);
      await click(scene, on, "add", { to: { number } });
      return on;
    case "remove":
      await removeColleague(scene, colleague, takes);
      return on;
    case "listen":
    case "bargeIn":
    case "takeOver":
      return supervise(scene, move, takes);
  }
}

const takeBack = { action: "take_back" };

/** Clicks until there is an answer, three times; true where it was done. */
async function click(scene: Scene, rep: Rep, verb: string, body: object = {}): Promise<boolean> {
  const { stage, callId, turn } = scene;
  const { action, mode } = { action: undefined, mode: undefined, ...body };
  const name = [verb, action ?? mode].filter(Boolean).join(" ");
  for (let time = 0; time < 3; time++) {
    const answer = await ask(stage, rep, `/api/calls/${callId}/${verb}`, body);
    if (answer.kind === "answered" && answer.status < 500) {
      turn.did(answer.status === 200 ? name : `${name} refused`);
      return answer.status === 200;
    }
    await pause(betweenTriesMs);
  }
  turn.did(`${name} unanswered`);
  return false;
}

async function rings({ carrier, tenant }: Scene, rep: Rep, script: HandsetScript) {
  for (const phone of [rep.phone, rep.browser]) {
    await carrier.scriptHandset(tenant.accountSid, phone, script);
  }
}

const scriptOutside = ({ carrier, tenant }: Scene, number: string) =>
  carrier.scriptHandset(tenant.accountSid, number, {
    ...{ behaviour: "answers", afterSeconds: 2, hangupAfterSeconds: 12 },
  });

async function removeColleague(scene: Scene, colleague: Rep, takes: HandsetScript) {
  const { carrier, tenant, on } = scene;
  await rings(scene, colleague, takes);
  if (!(await click(scene, on, "add", { to: { userId: colleague.userId } }))) return;
  await rest(scene.stage, ringingSeconds);
  const { callSid } = await carrier.handset(tenant.accountSid, colleague.rungAt).state();
  if (callSid) await click(scene, on, "remove", { participant: callSid });
}

async function supervise(scene: Scene, move: Move, takes: HandsetScript): Promise<Rep> {
  const manager = repAt(scene.tenant, managerPlace);
  await rings(scene, manager, takes);
  if (!(await click(scene, manager, "supervise", { mode: "listen" }))) return scene.on;
  await rest(scene.stage, ringingSeconds);
  if (move === "listen") return scene.on;
  await click(scene, manager, "supervise", { mode: "whisper" });
  await rest(scene.stage, 2);
  const mode = move === "bargeIn" ? "barge" : "take_over";
  const isDone = await click(scene, manager, "supervise", { mode });
  return isDone && move === "takeOver" ? manager : scene.on;
}
