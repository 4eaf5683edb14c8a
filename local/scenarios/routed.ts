import { presses } from "@/local/scenarios/phones";
import type { Played, Scenario } from "@/local/scenarios/scenario";
import type { Stage } from "@/local/scenarios/stage";

/** Routes that a stage has a number for. */
export const routeNames = ["menu", "away", "inTurn", "queue"] as const;
export type RouteName = (typeof routeNames)[number];

const routed = (
  name: string,
  row: Scenario["row"],
  legs: Played["legs"],
  play: (stage: Stage) => Promise<string>,
  rest: Partial<Played> = {},
): Scenario => ({
  ...{ name: `routed: ${name}`, direction: "inbound", row },
  played: { as: { play }, legs, recordings: 0, ...rest },
});

/** Until the caller hears the beep of a recorder, and as long after it. */
async function untilBeep(stage: Stage, seconds: number): Promise<void> {
  while ((await stage.customer.state()).hears !== "(beep)") await stage.advance(1);
  if (seconds > 0) await stage.advance(seconds);
}

async function ends(stage: Stage, callId: string): Promise<string> {
  await stage.customer.hangup();
  await stage.idle();
  return callId;
}

const connected = { status: "completed", outcome: "connected" };
const message = { status: "no-answer", outcome: "voicemail", outcome_reason: "voicemail_left" };
const talk = { recordings: 1, talk: "since the digit", clocks: ["around the digit"] } as const;

/** The customer calls a number with a route. */
export const routedScenarios = {
  menu: routed(
    "the caller chooses in a menu, and talks",
    connected,
    { caller: "completed", rep: "completed" },
    async (stage) => {
      await stage.repWill(presses("1", {}));
      const callId = await stage.dial({ route: "menu" });
      await stage.advance(8);
      await stage.customer.press("1");
      while (!(await stage.areTalking())) await stage.advance(1);
      await stage.advance(30);
      return ends(stage, callId);
    },
    { ...talk, clocks: ["after"] },
  ),
  away: routed(
    "everybody is away, and the caller leaves a message",
    { ...message, duration_seconds: 0 },
    { caller: "completed" },
    async (stage) => {
      const callId = await stage.dial({ route: "away" });
      await untilBeep(stage, 9);
      return ends(stage, callId);
    },
    { recordings: 1 },
  ),
  inTurn: routed(
    "two phones ring in turn, the second is accepted",
    connected,
    { caller: "completed", rep: "completed, no-answer" },
    async (stage) => {
      await stage.repWill({ behaviour: "no-answer" });
      await stage.rep2Will(presses("1", {}));
      const callId = await stage.dial({ route: "inTurn" });
      while (!(await stage.areTalking())) await stage.advance(1);
      await stage.advance(30);
      return ends(stage, callId);
    },
    talk,
  ),
  atTheBeep: routed(
    "the caller hangs up at the beep, which is no message",
    { status: "canceled", outcome: "missed", duration_seconds: 0 },
    { caller: "completed" },
    async (stage) => {
      const callId = await stage.dial({ route: "away" });
      await untilBeep(stage, 0);
      return ends(stage, callId);
    },
    { recordings: 1 },
  ),
  leavesMenu: routed(
    "the caller hangs up in the menu",
    { status: "canceled", outcome: "missed", duration_seconds: 0 },
    { caller: "completed" },
    async (stage) => {
      const callId = await stage.dial({ route: "menu" });
      await stage.advance(5);
      return ends(stage, callId);
    },
  ),
  leavesQueue: routed(
    "the caller waits in a queue, and hangs up",
    {
      ...{ status: "canceled", outcome: "missed", outcome_reason: "left_queue" },
      duration_seconds: 0,
    },
    { caller: "completed" },
    async (stage) => {
      const callId = await stage.dial({ route: "queue" });
      await stage.advance(50);
      return ends(stage, callId);
    },
  ),
  callback: routed(
    "the caller asks in a queue to be called back",
    {
      ...{ status: "no-answer", outcome: "callback", outcome_reason: "callback_requested" },
      duration_seconds: 0,
    },
    { caller: "completed" },
    async (stage) => {
      const callId = await stage.dial({ route: "queue" });
      await stage.advance(8);
      await stage.customer.press("5");
      await stage.idle();
      return callId;
    },
  ),
} satisfies Record<string, Scenario>;
