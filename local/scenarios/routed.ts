import { presses, takesIt } from "@/local/scenarios/phones";
import { plays } from "@/local/scenarios/plays";
import type { Scenario } from "@/local/scenarios/scenario";
import { ends, talks, untilBeep } from "@/local/scenarios/until";

/** Routes that a stage has a number for. */
export const routeNames = [
  ...(["menu", "away", "inTurn", "skip", "personal", "forward", "group", "queue"] as const),
  "agent",
] as const;
export type RouteName = (typeof routeNames)[number];

const routed = plays("routed", "inbound");

const connected = { status: "completed", outcome: "connected" };
const message = { status: "no-answer", outcome: "voicemail", outcome_reason: "voicemail_left" };
const missed = { outcome: "missed", duration_seconds: 0 };
const gaveUp = { ...missed, status: "canceled" };
const blocked = { status: "no-answer", outcome: "canceled", outcome_reason: "caller_blocked" };
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
      return talks(stage, callId);
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
      return talks(stage, await stage.dial({ route: "inTurn" }));
    },
    talk,
  ),
  atTheBeep: routed(
    "the caller hangs up at the beep, which is no message",
    gaveUp,
    { caller: "completed" },
    async (stage) => {
      const callId = await stage.dial({ route: "away" });
      await untilBeep(stage, 0);
      return ends(stage, callId);
    },
    { recordings: 1 },
  ),
  leavesMenu: routed(
    "the caller hangs up in the menu, without a choice",
    gaveUp,
    { caller: "completed" },
    async (stage) => {
      const callId = await stage.dial({ route: "menu" });
      await stage.advance(5);
      return ends(stage, callId);
    },
  ),
  hearsNotice: routed(
    "the caller chooses in the menu when it is open, and hears that",
    {
      ...{ status: "completed", outcome: "handled", outcome_reason: "handled_by_system" },
      duration_seconds: 10,
    },
    { caller: "completed" },
    async (stage) => {
      const callId = await stage.dial({ route: "menu" });
      await stage.advance(8);
      await stage.customer.press("3");
      await stage.idle();
      return callId;
    },
    // By times before our answer, it ended before it was heard.
    { clocks: ["after"] },
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
  menuThenGroup: routed(
    "the caller chooses a group in a menu, two phones ring, one is accepted",
    connected,
    { caller: "completed", rep: "canceled, completed" },
    async (stage) => {
      await stage.repWill({ behaviour: "no-answer" });
      await stage.rep2Will(presses("1", {}));
      const callId = await stage.dial({ route: "menu" });
      await stage.advance(8);
      await stage.customer.press("2");
      return talks(stage, callId);
    },
    { ...talk, clocks: ["after"] },
  ),
  bothPress: {
    ...routed(
      "two phones ring, both press 1, one has the caller",
      connected,
      { caller: "completed", rep: "completed" },
      async (stage) => {
        await stage.repWill(presses("1", { press: 5 }));
        await stage.rep2Will(presses("1", { press: 5 }));
        return talks(stage, await stage.dial({ route: "group" }));
      },
      { recordings: 1, talk: "since the digit", clocks: ["around the digit"] },
    ),
    mayReopen: true,
  },
  skips: routed(
    "in turn, who is away is skipped, and the next accepts",
    connected,
    { caller: "completed", rep: "completed" },
    async (stage) => {
      await stage.repWill(presses("1", {}));
      return talks(stage, await stage.dial({ route: "skip" }));
    },
    talk,
  ),
  nobodyAnswers: routed(
    "nobody of a group answers, and the caller leaves a message",
    { ...message, duration_seconds: 0 },
    { caller: "completed", rep: "no-answer" },
    async (stage) => {
      await stage.repWill({ behaviour: "no-answer" });
      await stage.rep2Will({ behaviour: "no-answer" });
      const callId = await stage.dial({ route: "group" });
      await untilBeep(stage, 9);
      return ends(stage, callId);
    },
    { recordings: 1 },
  ),
  personal: routed(
    "the caller leaves a message in a person's mailbox",
    { ...message, duration_seconds: 0 },
    { caller: "completed" },
    async (stage) => {
      const callId = await stage.dial({ route: "personal" });
      await untilBeep(stage, 9);
      return ends(stage, callId);
    },
    { recordings: 1, mailboxes: ["rep"] },
  ),
  personalFound: routed(
    "a person's message is found by the sweep, its webhook lost",
    { ...message, duration_seconds: 0 },
    { caller: "completed" },
    async (stage) => {
      await stage.fault({ match: { kind: "recording" }, effect: { kind: "drop" } });
      const callId = await stage.dial({ route: "personal" });
      await untilBeep(stage, 9);
      await ends(stage, callId);
      await stage.askTwilio(callId);
      return callId;
    },
    { recordings: 1, mailboxes: ["rep"] },
  ),
  personalUnheard: routed(
    "a person's message is found by the sweep, its own webhooks lost",
    { ...message, duration_seconds: 0 },
    { caller: "completed" },
    async (stage) => {
      for (const path of ["/recording", "/voicemail"]) {
        await stage.fault({ match: { path }, effect: { kind: "drop" } });
      }
      const callId = await stage.dial({ route: "personal" });
      await untilBeep(stage, 9);
      await ends(stage, callId);
      await stage.askTwilio(callId);
      return callId;
    },
    { recordings: 1, mailboxes: ["rep"] },
  ),
  deleted: routed(
    "the caller leaves a message, which is deleted later",
    { ...message, duration_seconds: 0 },
    { caller: "completed" },
    async (stage) => {
      const callId = await stage.dial({ route: "away" });
      await untilBeep(stage, 9);
      await ends(stage, callId);
      await stage.deleteMessage(callId);
      return callId;
    },
    { recordings: 1, mailboxes: [] },
  ),
  tooShort: routed(
    "the caller says something for a second, which is no message",
    gaveUp,
    { caller: "completed" },
    async (stage) => {
      const callId = await stage.dial({ route: "away" });
      await untilBeep(stage, 1);
      return ends(stage, callId);
    },
    { recordings: 1 },
  ),
  forwarded: routed(
    "the call is forwarded to an outside number, and they talk",
    connected,
    { caller: "completed", outside: "completed" },
    async (stage) => {
      await stage.outsideWill(takesIt({}));
      const callId = await stage.dial({ route: "forward" });
      await stage.advance(50);
      return ends(stage, callId);
    },
    { recordings: 1, talk: 44 },
  ),
  forwardUnanswered: routed(
    "the call is forwarded, nobody answers, and the caller leaves a message",
    { ...message, duration_seconds: 0 },
    { caller: "completed", outside: "no-answer" },
    async (stage) => {
      await stage.outsideWill({ behaviour: "no-answer" });
      const callId = await stage.dial({ route: "forward" });
      await untilBeep(stage, 9);
      return ends(stage, callId);
    },
    { recordings: 1 },
  ),
  leavesForward: routed(
    "the caller hangs up while an outside number rings",
    gaveUp,
    { caller: "completed", outside: "canceled" },
    async (stage) => {
      await stage.outsideWill({ behaviour: "no-answer" });
      const callId = await stage.dial({ route: "forward" });
      await stage.advance(12);
      return ends(stage, callId);
    },
  ),
  leavesGreeting: routed(
    "the caller hangs up in the greeting",
    gaveUp,
    { caller: "completed" },
    async (stage) => {
      const callId = await stage.dial({ route: "group" });
      await stage.advance(2);
      return ends(stage, callId);
    },
  ),
  leavesRinging: routed(
    "the caller hangs up while a group rings",
    gaveUp,
    { caller: "completed", rep: "canceled" },
    async (stage) => {
      await stage.repWill({ behaviour: "no-answer" });
      await stage.rep2Will({ behaviour: "no-answer" });
      const callId = await stage.dial({ route: "group" });
      await stage.advance(15);
      return ends(stage, callId);
    },
  ),
  blockedMessage: routed(
    "a blocked caller leaves a message",
    { ...blocked, duration_seconds: 0 },
    { caller: "completed" },
    async (stage) => {
      const callId = await stage.dial({ route: "group", callerId: stage.blockedCaller });
      await untilBeep(stage, 9);
      return ends(stage, callId);
    },
    { recordings: 1, mailboxes: ["shared"], whereBlocked: true },
  ),
  blockedForRep: routed(
    "a blocked caller leaves a message for whom the number rings",
    { ...blocked, duration_seconds: 0 },
    { caller: "completed" },
    async (stage) => {
      const callId = await stage.dial({ callerId: stage.blockedCaller });
      await untilBeep(stage, 9);
      return ends(stage, callId);
    },
    { recordings: 1, mailboxes: ["rep"], whereBlocked: true },
  ),
} satisfies Record<string, Scenario>;
