import type { HandsetScript } from "@/local/carrier/control";
import { picksUp, takesIt } from "@/local/scenarios/phones";
import { plays } from "@/local/scenarios/plays";
import type { Scenario } from "@/local/scenarios/scenario";
import type { Stage } from "@/local/scenarios/stage";
import { ends, untilAsked } from "@/local/scenarios/until";

const inBrowser = (
  direction: "inbound" | "outbound",
  ...given: Parameters<ReturnType<typeof plays>>
): Scenario => plays(`${direction} in the browser`, direction)(...given);

const connected = { status: "completed", outcome: "connected" };
const bothTalked = { rep: "completed", customer: "completed" };
const nobody: HandsetScript = { behaviour: "manual" };

/** The rep calls a customer who does this, and stays until it is over. */
const calling = (customer: HandsetScript) => async (stage: Stage) => {
  await stage.customerWill(customer);
  const callId = await stage.placeInBrowser();
  await stage.idle();
  return callId;
};

/** The customer's phone rings for ten seconds; then the rep leaves. */
const leaving = (leave: (stage: Stage, callId: string) => Promise<unknown>) => {
  return async (stage: Stage) => {
    await stage.customerWill(nobody);
    const callId = await stage.placeInBrowser();
    await stage.advance(10);
    await leave(stage, callId);
    await stage.idle();
    return callId;
  };
};

/** A customer calls, the browser does this, and they hang up after so many seconds. */
const called = (browser: HandsetScript, seconds: number) => {
  return async (stage: Stage) => {
    await stage.browserWill(browser);
    const callId = await stage.dialBrowser();
    await stage.advance(seconds);
    if ((await stage.customer.state()).state !== "idle") await stage.customer.hangup();
    await stage.idle();
    return callId;
  };
};

const seconds = (row: Scenario["row"], duration_seconds: number) => ({ ...row, duration_seconds });

/** Calls of a rep who talks in the browser, where nobody presses 1. */
export const browserScenarios = {
  customerHangsUp: inBrowser(
    "outbound",
    "both talk, the customer hangs up",
    seconds(connected, 25),
    bothTalked,
    calling(takesIt(undefined, 25)),
    { recordings: 1 },
  ),
  repHangsUp: inBrowser(
    "outbound",
    "both talk, the rep hangs up",
    connected,
    bothTalked,
    async (stage) => {
      await stage.customerWill(takesIt(undefined));
      const callId = await stage.placeInBrowser();
      while ((await stage.customer.state()).state !== "in-call") await stage.advance(1);
      await stage.advance(30);
      await stage.browser.hangup();
      await stage.idle();
      return callId;
    },
    // They have talked for a second when it is seen.
    { recordings: 1, talk: 31 },
  ),
  customerBusy: inBrowser(
    "outbound",
    "the customer is busy",
    seconds({ status: "busy", outcome: "busy" }, 0),
    { rep: "completed", customer: "busy" },
    calling({ behaviour: "busy" }),
  ),
  customerRingsOut: inBrowser(
    "outbound",
    "the customer does not answer",
    seconds({ status: "no-answer", outcome: "no-answer" }, 0),
    { rep: "completed", customer: "no-answer" },
    calling({ behaviour: "no-answer" }),
  ),
  repLeaves: inBrowser(
    "outbound",
    "the rep hangs up while the customer rings",
    seconds({ status: "canceled", outcome: "canceled" }, 0),
    { rep: "completed", customer: "canceled" },
    leaving((stage) => stage.browser.hangup()),
  ),
  repLeavesInTheApp: inBrowser(
    "outbound",
    "the rep hangs up in the app while the customer rings",
    seconds({ status: "canceled", outcome: "canceled" }, 0),
    { rep: "completed", customer: "canceled" },
    leaving((stage, callId) => stage.hangUpInTheApp(callId)),
  ),
  answered: inBrowser(
    "inbound",
    "it is answered while the phone rings too",
    connected,
    { caller: "completed", rep: "canceled, completed" },
    called(picksUp(undefined, 30), 60),
    { recordings: 1, talk: 30 },
  ),
  declined: inBrowser(
    "inbound",
    "declined there, and the phone rings on for nobody",
    seconds({ status: "no-answer", outcome: "missed" }, 0),
    { caller: "completed", rep: "busy, no-answer" },
    async (stage) => {
      await stage.browserWill({ behaviour: "declines", afterSeconds: 4 });
      const callId = await stage.dialBrowser();
      await untilAsked(stage);
      return ends(stage, callId);
    },
  ),
  callerLeaves: inBrowser(
    "inbound",
    "the caller hangs up while it rings",
    seconds({ status: "canceled", outcome: "missed" }, 0),
    { caller: "completed", rep: "canceled" },
    called(nobody, 15),
  ),
} satisfies Record<string, Scenario>;
