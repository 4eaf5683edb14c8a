import { presses } from "@/local/scenarios/phones";
import { plays } from "@/local/scenarios/plays";
import type { Scenario } from "@/local/scenarios/scenario";
import type { Stage } from "@/local/scenarios/stage";
import { ends, talks, untilBeep } from "@/local/scenarios/until";

const talksWithAgent = plays("agent", "inbound", { recordings: 1, talksWithAgent: true });
/** The caller is served until the agent passes them on: then they wait for a person. */
const agent = (...given: Parameters<typeof talksWithAgent>): Scenario => {
  const scenario = talksWithAgent(...given);
  return { ...scenario, mayReopen: scenario.row.outcome !== "handled" };
};

/** The customer calls, and has heard how the agent greets them. Sound takes its own time. */
async function greeted(stage: Stage): Promise<string> {
  await stage.agent.start();
  const callId = await stage.dial({ route: "agent" });
  await stage.advance(3);
  await stage.waits(async () => (await stage.customer.state()).isStreamed);
  await stage.customer.listen({ silenceMs: 400 });
  await stage.waits(() => stage.isRecorded());
  await stage.advance(17);
  return callId;
}

/** The agent is gone, and the route goes on. */
async function goesOn(stage: Stage): Promise<void> {
  await stage.waits(async () => !(await stage.customer.state()).isStreamed);
}

async function handedOver(stage: Stage): Promise<string> {
  const callId = await greeted(stage);
  await stage.customer.press("0");
  await goesOn(stage);
  return callId;
}

async function leavesMessage(stage: Stage, callId: string): Promise<string> {
  await untilBeep(stage, 9);
  return ends(stage, callId);
}

const handled = {
  ...{ status: "completed", outcome: "handled", outcome_reason: "handled_by_system" },
  duration_seconds: 20,
};
const connected = { status: "completed", outcome: "connected" };
const message = { status: "no-answer", outcome: "voicemail", outcome_reason: "voicemail_left" };
/** Beside its own, one of the talk with a person. */
const talk = { recordings: 2, talk: "since the digit", clocks: ["around the digit"] } as const;
const alone = { caller: "completed" };

/** The customer calls a number that a voice agent answers, and behind it a person. */
export const agentScenarios = {
  served: agent("it serves the caller, and ends the call", handled, alone, async (stage) => {
    const callId = await greeted(stage);
    await stage.customer.press("1");
    await stage.waits(async () => (await stage.customer.state()).state === "idle");
    await stage.idle();
    return callId;
  }),
  leaves: agent("the caller hangs up on it", handled, alone, async (stage) =>
    ends(stage, await greeted(stage)),
  ),
  message: agent("it takes a message, and the caller hangs up", handled, alone, async (stage) => {
    const callId = await greeted(stage);
    await stage.customer.press("2");
    await stage.waits(() => stage.agent.hasMessage(callId));
    return ends(stage, callId);
  }),
  handsOver: agent(
    "it hands the caller over, and they talk with a person",
    connected,
    { ...alone, rep: "completed" },
    async (stage) => {
      await stage.repWill(presses("1", {}));
      return talks(stage, await handedOver(stage));
    },
    { ...talk, clocks: ["after"] },
  ),
  nobodyAnswers: agent(
    "it hands the caller over, nobody answers, and they hang up",
    { status: "canceled", outcome: "missed", duration_seconds: 0 },
    { ...alone, rep: "canceled" },
    async (stage) => {
      await stage.repWill({ behaviour: "no-answer" });
      const callId = await handedOver(stage);
      await stage.advance(8);
      return ends(stage, callId);
    },
  ),
  dies: agent(
    "its process dies, nobody answers then, and the caller leaves a message",
    { ...message, duration_seconds: 0 },
    { ...alone, rep: "no-answer" },
    async (stage) => {
      await stage.repWill({ behaviour: "no-answer" });
      const callId = await greeted(stage);
      await stage.agent.kill();
      await goesOn(stage);
      return leavesMessage(stage, callId);
    },
    { recordings: 2 },
  ),
  drains: agent(
    "its process is being stopped: it hands the caller over, and they talk",
    connected,
    { ...alone, rep: "completed" },
    async (stage) => {
      await stage.repWill(presses("1", {}));
      const callId = await greeted(stage);
      await stage.agent.leave();
      await goesOn(stage);
      return talks(stage, callId);
    },
    talk,
  ),
  full: agent(
    "it has no room, and a person has the caller at once",
    connected,
    { ...alone, rep: "completed" },
    async (stage) => {
      await stage.agent.leave();
      await stage.repWill(presses("1", {}));
      return talks(stage, await stage.dial({ route: "agent" }));
    },
    { ...talk, recordings: 1 },
  ),
} satisfies Record<string, Scenario>;
