import { type Ends, eitherClock, type Scenario } from "@/tests/telephony/histories/scenario";
import type { Stage } from "@/tests/telephony/histories/stage";

const repPresses = (digits: string) => ({
  behaviour: "answers" as const,
  afterSeconds: 3,
  press: [{ digits, whenGathering: true as const }],
});
const answers = { behaviour: "answers" as const, afterSeconds: 4 };

/** The rep takes their phone and presses 1; the customer does as they will. */
const connecting =
  (
    customer: Parameters<Stage["customerWill"]>[0],
    then: (stage: Stage, callId: string) => unknown,
  ) =>
  async (stage: Stage) => {
    await stage.repWill(repPresses("1"));
    await stage.customerWill(customer);
    const callId = await stage.place();
    await then(stage, callId);
    await stage.idle();
    return callId;
  };

/** Second by second: they have talked for up to one when it is seen. */
async function untilPickedUp(phone: Stage["customer"], advance: Stage["advance"]): Promise<void> {
  while ((await phone.state()).state !== "in-call") await advance(1);
}

const repOnly =
  (
    rep: Parameters<Stage["repWill"]>[0],
    then: (stage: Stage, callId: string) => unknown = () => {},
  ) =>
  async (stage: Stage) => {
    await stage.repWill(rep);
    const callId = await stage.place();
    await then(stage, callId);
    await stage.idle();
    return callId;
  };

const talked = (talk: number): Ends => ({
  status: "completed",
  outcome: "connected",
  talk,
  legs: { rep: "completed", customer: "completed" },
  recordings: 1,
});
const unreachable = (status: string): Ends => ({
  status,
  outcome: "rep_unreachable",
  talk: 0,
  legs: { rep: status },
  recordings: 0,
});
const canceled = (legs: Ends["legs"]): Ends => ({
  status: "canceled",
  outcome: "canceled",
  talk: 0,
  legs,
  recordings: 0,
});
const unconfirmed: Ends = {
  status: "no-answer",
  outcome: "rep_unconfirmed",
  talk: 0,
  legs: { rep: "completed" },
  recordings: 0,
};
const refusing = (word: string): Ends => ({
  status: word,
  outcome: word,
  talk: 0,
  legs: { rep: "completed", customer: word },
  recordings: 0,
});

const outbound = (name: string, ends: Ends, play: Scenario["play"]): Scenario => ({
  name: `out: ${name}`,
  clocks: eitherClock,
  ends,
  play,
});

/** A rep calls a customer. */
export const outboundScenarios: Scenario[] = [
  outbound(
    "both talk, the customer hangs up",
    talked(60),
    connecting({ ...answers, hangupAfterSeconds: 60 }, () => {}),
  ),
  outbound(
    "both talk, the rep hangs up",
    talked(41),
    connecting(answers, async ({ advance, customer, rep }) => {
      await untilPickedUp(customer, advance);
      await advance(40);
      await rep.hangup();
    }),
  ),
  outbound(
    "both talk, the rep hangs up in the app",
    talked(31),
    connecting(answers, async ({ advance, customer, hangUpInTheApp }, callId) => {
      await untilPickedUp(customer, advance);
      await advance(30);
      await hangUpInTheApp(callId);
    }),
  ),
  outbound(
    "nobody hangs up, the time limit ends the call",
    // Two hours of the rep's leg, for four seconds of which the customer's phone rang.
    talked(7200 - 4),
    connecting(answers, () => {}),
  ),
  outbound(
    "the customer is busy",
    refusing("busy"),
    connecting({ behaviour: "busy" }, () => {}),
  ),
  outbound(
    "the customer declines",
    refusing("busy"),
    connecting({ behaviour: "declines", afterSeconds: 5 }, () => {}),
  ),
  outbound(
    "the customer does not answer",
    refusing("no-answer"),
    connecting({ behaviour: "no-answer" }, () => {}),
  ),
  outbound(
    "the customer cannot be reached",
    refusing("failed"),
    connecting({ behaviour: "failed" }, () => {}),
  ),
  outbound(
    "the rep hangs up while the customer rings",
    canceled({ rep: "completed", customer: "canceled" }),
    connecting({ behaviour: "manual" }, async ({ advance, rep }) => {
      await advance(15);
      await rep.hangup();
    }),
  ),
  outbound(
    "the rep hangs up while the customer rings, which Twilio calls no-answer",
    canceled({ rep: "completed", customer: "no-answer" }),
    connecting({ behaviour: "manual" }, async ({ advance, rep, reports }) => {
      await reports({ abandonReports: "no-answer" });
      await advance(15);
      await rep.hangup();
    }),
  ),
  outbound(
    "the rep hangs up in the app while the customer rings",
    canceled({ rep: "completed", customer: "canceled" }),
    connecting({ behaviour: "manual" }, async ({ advance, hangUpInTheApp }, callId) => {
      await advance(15);
      await hangUpInTheApp(callId);
    }),
  ),
  outbound("the rep's phone is busy", unreachable("busy"), repOnly({ behaviour: "busy" })),
  outbound(
    "the rep declines",
    unreachable("busy"),
    repOnly({ behaviour: "declines", afterSeconds: 4 }),
  ),
  outbound(
    "the rep's phone rings out",
    unreachable("no-answer"),
    repOnly({ behaviour: "no-answer" }),
  ),
  outbound(
    "the rep's phone cannot be reached",
    unreachable("failed"),
    repOnly({ behaviour: "failed" }),
  ),
  outbound(
    "the rep's voicemail picks up",
    unconfirmed,
    repOnly({ behaviour: "voicemail", pickupAfterSeconds: 8 }),
  ),
  outbound("the rep presses another key", unconfirmed, repOnly(repPresses("2"))),
  outbound(
    "the rep cancels in the app while their phone rings",
    canceled({ rep: "canceled" }),
    repOnly({ behaviour: "manual" }, async ({ advance, hangUpInTheApp }, callId) => {
      await advance(5);
      await hangUpInTheApp(callId);
    }),
  ),
];
