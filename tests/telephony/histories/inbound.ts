import {
  type Clock,
  type Ends,
  eitherClock,
  type Scenario,
} from "@/tests/telephony/histories/scenario";
import type { Stage } from "@/tests/telephony/histories/stage";

const presses = (digits: string) => ({
  behaviour: "answers" as const,
  afterSeconds: 3,
  press: [{ digits, whenGathering: true as const }],
});

/** The customer calls, the rep's phone does as it will. */
const calling =
  (
    rep: Parameters<Stage["repWill"]>[0],
    then: (stage: Stage, callId: string) => unknown = () => {},
    dialling: { callerId?: string } = {},
  ) =>
  async (stage: Stage) => {
    await stage.repWill(rep);
    const callId = await stage.dial(dialling);
    await then(stage, callId);
    await stage.idle();
    return callId;
  };

const untilTheyTalk = async ({ advance, rep, tenant }: Stage) => {
  const connected = async () => {
    const { data } = await tenant.manager.db
      .from("calls")
      .select("stage")
      .eq("tenant_id", tenant.id)
      .is("ended_at", null);
    return data?.some(({ stage }) => stage === "connected");
  };
  while ((await rep.state()).state !== "in-call" || !(await connected())) await advance(1);
};

const talked: Ends = {
  status: "completed",
  outcome: "connected",
  talk: "since the digit",
  legs: { caller: "completed", rep: "completed" },
  recordings: 1,
};
const missed = (rep: string | undefined, recordings = 0): Ends => ({
  status: "no-answer",
  outcome: "missed",
  talk: 0,
  legs: rep === undefined ? { caller: "completed" } : { caller: "completed", rep },
  recordings,
});
const givenUp = (caller: string, rep?: string): Ends => ({
  status: "canceled",
  outcome: "missed",
  talk: 0,
  legs: rep === undefined ? { caller } : { caller, rep },
  recordings: 0,
});

/** The digit counts only while the caller is there, so their end has to come after its receipt. */
const accepted: readonly Clock[] = ["around the digit", "after"];

const inbound = (
  name: string,
  ends: Ends,
  play: Scenario["play"],
  clocks: readonly Clock[] = eitherClock,
): Scenario => ({ name: `in: ${name}`, clocks, ends, play });

/** A customer calls the company. */
export const inboundScenarios: Scenario[] = [
  inbound(
    "both talk, the customer hangs up",
    talked,
    calling(presses("1"), async (stage) => {
      await untilTheyTalk(stage);
      await stage.advance(45);
      await stage.customer.hangup();
    }),
    accepted,
  ),
  inbound(
    "both talk, the rep hangs up",
    talked,
    calling({ ...presses("1"), hangupAfterSeconds: 50 }),
    accepted,
  ),
  inbound(
    "both talk, the rep hangs up in the app",
    talked,
    calling(presses("1"), async (stage, callId) => {
      await untilTheyTalk(stage);
      await stage.advance(20);
      await stage.hangUpInTheApp(callId);
    }),
    accepted,
  ),
  inbound(
    "both talk, the customer's number is withheld",
    talked,
    calling({ ...presses("1"), hangupAfterSeconds: 30 }, () => {}, { callerId: "anonymous" }),
    accepted,
  ),
  inbound("the rep declines", missed("busy"), calling({ behaviour: "declines", afterSeconds: 4 })),
  inbound("the rep's phone is busy", missed("busy"), calling({ behaviour: "busy" })),
  inbound("nobody answers", missed("no-answer"), calling({ behaviour: "no-answer" })),
  inbound("the rep's phone cannot be reached", missed("failed"), calling({ behaviour: "failed" })),
  inbound(
    "the rep's voicemail picks up",
    missed("completed"),
    calling({ behaviour: "voicemail", pickupAfterSeconds: 6 }),
  ),
  inbound(
    "the rep's voicemail picks up, and Twilio calls the dialling no-answer",
    missed("completed"),
    calling({ behaviour: "voicemail", pickupAfterSeconds: 6 }, ({ reports }) =>
      reports({ whisperHangupReports: "no-answer" }),
    ),
  ),
  inbound(
    "the rep picks up and presses nothing",
    missed("completed"),
    calling({ behaviour: "answers", afterSeconds: 3 }),
  ),
  inbound("the rep presses another key", missed("completed"), calling(presses("5"))),
  inbound(
    "the caller gives up while the rep's phone rings",
    givenUp("completed", "canceled"),
    calling({ behaviour: "manual" }, async ({ advance, customer }) => {
      await advance(12);
      await customer.hangup();
    }),
  ),
  inbound(
    "the caller gives up while the rep's phone rings, which Twilio calls no-answer",
    givenUp("completed", "no-answer"),
    calling({ behaviour: "manual" }, async ({ advance, customer, reports }) => {
      await reports({ abandonReports: "no-answer" });
      await advance(12);
      await customer.hangup();
    }),
  ),
  inbound(
    "the caller gives up during the greeting",
    givenUp("completed"),
    calling({ behaviour: "manual" }, async ({ advance, customer }) => {
      await advance(2);
      await customer.hangup();
    }),
  ),
  inbound(
    "the caller gives up while the rep is asked",
    givenUp("completed", "completed"),
    calling({ behaviour: "manual" }, async ({ advance, customer, rep }) => {
      await advance(12);
      await rep.answer();
      await advance(3);
      await customer.hangup();
    }),
  ),
  inbound("the number forwards to nobody", missed(undefined), async (stage) => {
    const callId = await stage.dial({ to: stage.silentNumber });
    await stage.idle();
    return callId;
  }),
];
