import { picksUp, presses, takesIt } from "@/local/scenarios/phones";
import type { Played, Scenario } from "@/local/scenarios/scenario";
import type { Stage } from "@/local/scenarios/stage";

/**
 * Talk is measured by Twilio's times of the room; those of its webhooks that ask us have none, and
 * are received later.
 */
const clocks = ["before"] as const;

const talked = { status: "completed", outcome: "connected" };

const asked = (
  direction: "inbound" | "outbound",
  name: string,
  duration_seconds: number,
  legs: Played["legs"],
  play: (stage: Stage) => Promise<string>,
  rest: Partial<Played> = {},
): Scenario => ({
  ...{ name: `${direction}: ${name}`, direction, row: { ...talked, duration_seconds } },
  mayReopen: true,
  played: { as: { play }, legs, recordings: 1, clocks, isRounded: true, ...rest },
});

/** The rep has called the customer, and they have talked for ten seconds. */
async function talking(stage: Stage): Promise<string> {
  await stage.repWill(presses("1", undefined));
  await stage.customerWill(takesIt(undefined));
  const callId = await stage.place();
  while ((await stage.customer.state()).state !== "in-call") await stage.advance(1);
  await stage.advance(10);
  return callId;
}

async function ends(stage: Stage, who: "rep" | "customer" = "customer"): Promise<void> {
  await stage[who].hangup();
  await stage.idle();
}

const toRob = ({ colleagues }: Stage) => ({ userId: colleagues.rep2 });

/** The customer waits, and the rep talks with a colleague who presses 1. */
async function consulting(stage: Stage): Promise<string> {
  const callId = await talking(stage);
  await stage.rep2Will(presses("1", undefined));
  await stage.clicks("rep", callId, "transfer", { to: toRob(stage), mode: "warm" });
  await stage.advance(12);
  return callId;
}

/** The admin listens to the rep's call, in the browser; their phone stops ringing. */
async function listening(stage: Stage): Promise<string> {
  const callId = await talking(stage);
  await stage.browserWill(picksUp({ answer: 2 }));
  await stage.clicks("admin", callId, "supervise", { mode: "listen" });
  await stage.advance(10);
  return callId;
}

/** What people ask of a call while they talk. */
export const controlScenarios = {
  hold: asked(
    "outbound",
    "the customer is on hold for a while",
    31,
    { rep: "completed", customer: "completed" },
    async (stage) => {
      const callId = await talking(stage);
      await stage.clicks("rep", callId, "hold");
      await stage.advance(40);
      await stage.clicks("rep", callId, "resume");
      await stage.advance(20);
      await ends(stage);
      return callId;
    },
    { recordings: 2 },
  ),
  holdInBrowser: asked(
    "inbound",
    "in the browser, the caller is on hold for a while",
    31,
    { caller: "completed", rep: "canceled, completed" },
    async (stage) => {
      await stage.browserWill(picksUp(undefined));
      const callId = await stage.dialBrowser();
      while (!(await stage.areTalking())) await stage.advance(1);
      await stage.advance(10);
      await stage.clicks("admin", callId, "hold");
      await stage.advance(40);
      await stage.clicks("admin", callId, "resume");
      await stage.advance(20);
      await ends(stage);
      return callId;
    },
    { recordings: 2 },
  ),
  leftOnHold: asked(
    "outbound",
    "the rep hangs up while the customer is on hold",
    11,
    { rep: "completed", customer: "completed" },
    async (stage) => {
      const callId = await talking(stage);
      await stage.clicks("rep", callId, "hold");
      await stage.advance(20);
      await ends(stage, "rep");
      return callId;
    },
  ),
  warm: asked(
    "outbound",
    "transferred after the two have talked",
    31,
    { rep: "completed", customer: "completed" },
    async (stage) => {
      const callId = await consulting(stage);
      await stage.clicks("rep", callId, "transfer", { action: "complete" });
      await stage.advance(20);
      await ends(stage);
      return callId;
    },
    { recordings: 2 },
  ),
  takenBack: asked(
    "outbound",
    "a transfer is taken back",
    31,
    { rep: "completed", customer: "completed" },
    async (stage) => {
      const callId = await consulting(stage);
      await stage.clicks("rep", callId, "transfer", { action: "take_back" });
      await stage.advance(20);
      await ends(stage);
      return callId;
    },
    { recordings: 2 },
  ),
  merged: asked(
    "outbound",
    "all three talk, and the first rep leaves",
    31,
    { rep: "completed", customer: "completed" },
    async (stage) => {
      const callId = await consulting(stage);
      await stage.clicks("rep", callId, "transfer", { action: "merge" });
      await stage.advance(10);
      await stage.rep.hangup();
      await stage.advance(10);
      await ends(stage);
      return callId;
    },
    { recordings: 2 },
  ),
  supervised: asked(
    "outbound",
    "a manager listens, then joins them, then only listens again",
    41,
    { rep: "completed", customer: "completed", supervisor: "canceled, completed" },
    async (stage) => {
      const callId = await listening(stage);
      await stage.clicks("admin", callId, "supervise", { mode: "barge" });
      await stage.advance(10);
      await stage.clicks("admin", callId, "supervise", { mode: "listen" });
      await stage.advance(10);
      await ends(stage);
      return callId;
    },
    { recordings: 2 },
  ),
  takenOver: asked(
    "outbound",
    "a manager takes the call over, and the rep leaves",
    41,
    { rep: "completed", customer: "completed", supervisor: "canceled, completed" },
    async (stage) => {
      const callId = await listening(stage);
      await stage.clicks("admin", callId, "supervise", { mode: "take_over" });
      await stage.advance(20);
      await ends(stage);
      return callId;
    },
    { recordings: 2 },
  ),
  added: asked(
    "outbound",
    "a colleague is added, and the first rep leaves the two talking",
    43,
    { rep: "completed", customer: "completed" },
    async (stage) => {
      const callId = await talking(stage);
      await stage.rep2Will(presses("1", undefined));
      await stage.clicks("rep", callId, "add", { to: toRob(stage) });
      await stage.advance(22);
      await stage.rep.hangup();
      await stage.advance(10);
      await ends(stage);
      return callId;
    },
    { recordings: 2 },
  ),
  cold: asked(
    "outbound",
    "transferred at once to a colleague in the browser",
    32,
    { rep: "canceled, completed", customer: "completed" },
    async (stage) => {
      const callId = await talking(stage);
      await stage.browserWill(picksUp({ answer: 3 }));
      const to = { userId: stage.colleagues.admin };
      await stage.clicks("rep", callId, "transfer", { to, mode: "cold" });
      // Until its webhook has come, the call is as it was.
      do await stage.advance(1);
      while (!(await stage.areTalking()));
      await stage.advance(20);
      await ends(stage);
      return callId;
    },
    { recordings: 2 },
  ),
  coldToNobody: asked(
    "outbound",
    "transferred, nobody answers, nor does the rep: the customer leaves a message",
    11,
    { rep: "completed, no-answer", customer: "completed" },
    async (stage) => {
      const callId = await talking(stage);
      await stage.rep2Will({ behaviour: "no-answer" });
      await stage.repWill({ behaviour: "no-answer" });
      await stage.clicks("rep", callId, "transfer", { to: toRob(stage), mode: "cold" });
      await stage.advance(75);
      await stage.customer.speak(8);
      await stage.advance(8);
      await ends(stage);
      return callId;
    },
    { recordings: 2, mailboxes: ["rep"] },
  ),
} satisfies Record<string, Scenario>;
