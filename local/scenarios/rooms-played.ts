import { presses } from "@/local/scenarios/phones";
import { plays } from "@/local/scenarios/plays";
import type { Scenario } from "@/local/scenarios/scenario";
import type { Stage } from "@/local/scenarios/stage";
import { ends, talks, untilAsked } from "@/local/scenarios/until";

type Devices = Parameters<Stage["rooms"]["ring"]>[0];

const ringsInRoom = plays("inbound in a room", "inbound", { isRounded: true });
const inRoom = (...given: Parameters<typeof ringsInRoom>): Scenario => ({
  ...ringsInRoom(...given),
  mayReopen: true,
});

const talked = (duration_seconds: number) => ({
  ...{ status: "completed", outcome: "connected", duration_seconds },
});
const missed = { status: "no-answer", outcome: "missed", duration_seconds: 0 };
const both = { caller: "completed", rep: "completed" };

/** The customer calls, and it rings these people. */
async function rings(stage: Stage, devices: Devices, route?: "group"): Promise<string> {
  await stage.rooms.ring(devices);
  const callId = await stage.dial({ route });
  await stage.advance(8);
  await stage.rooms.hasRung(callId);
  await stage.advance(2);
  return callId;
}

/** The rep has the call there, for twenty seconds. */
async function talksInRoom(stage: Stage, callId: string): Promise<void> {
  await stage.rooms.answers("rep", callId);
  await stage.advance(20);
}

async function repLeaves(stage: Stage, callId: string): Promise<string> {
  await stage.rooms.leaves("rep", callId);
  return hangsUp(stage, callId);
}

async function hangsUp(stage: Stage, callId: string): Promise<string> {
  if ((await stage.customer.state()).state !== "idle") await stage.customer.hangup();
  await stage.idle();
  await stage.rooms.isOver(callId);
  return callId;
}

/** Calls that reach people in LiveKit's rooms, as the carrier and LiveKit play them. */
export const playedRoomScenarios = {
  answered: inRoom(
    "the rep answers there, and leaves",
    talked(20),
    both,
    async (stage) => {
      const callId = await rings(stage, { rep: "browser" });
      await talksInRoom(stage, callId);
      return repLeaves(stage, callId);
    },
    { recordings: 1 },
  ),
  callerLeaves: inRoom(
    "the rep answers there, and the caller hangs up",
    talked(20),
    both,
    async (stage) => {
      const callId = await rings(stage, { rep: "browser" });
      await talksInRoom(stage, callId);
      return hangsUp(stage, callId);
    },
    { recordings: 1 },
  ),
  declined: inRoom(
    "the rep declines",
    missed,
    { caller: "completed", rep: "busy" },
    async (stage) => {
      const callId = await rings(stage, { rep: "browser" });
      await stage.rooms.declines("rep", callId);
      await stage.rooms.isOver(callId);
      await untilAsked(stage);
      return ends(stage, callId);
    },
  ),
  nobody: inRoom(
    "nobody answers",
    missed,
    { caller: "completed", rep: "no-answer" },
    async (stage) => {
      const callId = await rings(stage, { rep: "browser" });
      await untilAsked(stage);
      return hangsUp(stage, callId);
    },
  ),
  givesUp: inRoom(
    "the caller hangs up while it rings",
    { ...missed, status: "canceled" },
    { caller: "completed", rep: "canceled" },
    async (stage) => hangsUp(stage, await rings(stage, { rep: "browser" })),
  ),
  phoneTakesIt: inRoom(
    "the rep's phone rings too, and has the call",
    { status: "completed", outcome: "connected" },
    { caller: "completed", rep: "canceled, completed" },
    async (stage) => {
      await stage.repWill(presses("1", { answer: 12, press: 5 }));
      const callId = await talks(stage, await rings(stage, { rep: "both" }));
      await stage.rooms.isOver(callId);
      return callId;
    },
    { recordings: 1, talk: "since the digit", clocks: ["around the digit"], isRounded: undefined },
  ),
  besidePhone: inRoom(
    "the rep's phone rings too, and the room has the call",
    talked(20),
    { caller: "completed", rep: "canceled, completed" },
    async (stage) => {
      await stage.repWill({ behaviour: "no-answer" });
      const callId = await rings(stage, { rep: "both" });
      await talksInRoom(stage, callId);
      return repLeaves(stage, callId);
    },
    { recordings: 1 },
  ),
  bothAnswer: inRoom(
    "two answer, one has the caller",
    talked(20),
    both,
    async (stage) => {
      const callId = await rings(stage, { rep: "browser", rep2: "browser" }, "group");
      const answers = [stage.rooms.answers("rep", callId), stage.rooms.answers("rep2", callId)];
      const all = (await Promise.all(answers)).toSorted().join();
      if (all !== "in,taken") throw new Error(`two answered: ${all}`);
      await stage.advance(20);
      return hangsUp(stage, callId);
    },
    { recordings: 1 },
  ),
} satisfies Record<string, Scenario>;
