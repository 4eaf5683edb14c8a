import { eitherClock, type Scenario } from "@/tests/telephony/histories/scenario";
import type { Stage } from "@/tests/telephony/histories/stage";

const everyoneTalks = async ({ repWill, customerWill }: Stage) => {
  await repWill({
    behaviour: "answers",
    afterSeconds: 3,
    press: [{ digits: "1", whenGathering: true }],
  });
  await customerWill({ behaviour: "answers", afterSeconds: 4, hangupAfterSeconds: 25 });
};
const connected: Scenario["ends"] = {
  status: "completed",
  outcome: "connected",
  talk: 25,
  legs: { rep: "completed", customer: "completed" },
  recordings: 1,
};

/** Calls during which something goes wrong between Twilio and us. */
export const failingScenarios: Scenario[] = [
  {
    name: "trouble: the first webhook overtakes Twilio's answer to the create",
    clocks: eitherClock,
    ends: connected,
    async play(stage) {
      await everyoneTalks(stage);
      await stage.fault({ api: "late-answer", match: { method: "POST" }, times: 1 });
      const placing = stage.place();
      await stage.advance(2);
      const callId = await placing;
      await stage.idle();
      return callId;
    },
  },
  {
    name: "trouble: Twilio's answer to the create is lost",
    clocks: eitherClock,
    ends: connected,
    async play(stage) {
      await everyoneTalks(stage);
      await stage.fault({ api: "lose-answer", match: { method: "POST" }, times: 1 });
      const callId = await stage.place();
      await stage.idle();
      return callId;
    },
  },
  {
    name: "trouble: canceled in the app before its leg is known; the rep who picks up is hung up on",
    clocks: eitherClock,
    ends: {
      status: "canceled",
      outcome: "canceled",
      talk: 0,
      legs: { rep: "completed" },
      recordings: 0,
    },
    async play(stage) {
      await everyoneTalks(stage);
      await stage.fault({ api: "lose-answer", match: { method: "POST" }, times: 1 });
      const callId = await stage.place();
      await stage.hangUpInTheApp(callId);
      await stage.idle();
      return callId;
    },
  },
  {
    name: "trouble: the create never reaches Twilio",
    clocks: eitherClock,
    ends: { status: "failed", outcome: "failed", talk: 0, legs: {}, recordings: 0 },
    async play(stage) {
      await stage.fault({ api: "down", match: { method: "POST" }, times: 1 });
      const callId = await stage.place();
      await stage.askTwilio(callId);
      return callId;
    },
  },
  {
    name: "trouble: canceled in the app while queued at Twilio, which sends no callback",
    clocks: eitherClock,
    ends: {
      status: "canceled",
      outcome: "canceled",
      talk: 0,
      legs: { rep: "canceled" },
      recordings: 0,
    },
    async play(stage) {
      await stage.repWill({ behaviour: "manual" });
      const callId = await stage.place();
      await stage.hangUpInTheApp(callId);
      await stage.idle();
      return callId;
    },
  },
  {
    name: "trouble: Twilio refuses the create",
    clocks: eitherClock,
    ends: { status: "failed", outcome: "failed", talk: 0, legs: {}, recordings: 0 },
    async play(stage) {
      const error = { status: 400, code: 21215, message: "Account not authorized" };
      await stage.fault({ api: { error }, match: { method: "POST" }, times: 1 });
      return stage.place();
    },
  },
  {
    name: "trouble: our answer to the digit never reaches Twilio",
    clocks: eitherClock,
    ends: {
      status: "no-answer",
      outcome: "rep_unconfirmed",
      talk: 0,
      legs: { rep: "completed" },
      recordings: 0,
    },
    async play(stage) {
      await everyoneTalks(stage);
      await stage.fault({
        match: { path: "step=digit" },
        effect: { kind: "respond", status: 500 },
      });
      const callId = await stage.place();
      await stage.idle();
      return callId;
    },
  },
  {
    name: "trouble: every status callback is lost, Twilio is asked",
    clocks: eitherClock,
    ends: connected,
    async play(stage) {
      await everyoneTalks(stage);
      await stage.fault({
        match: { path: "status?call", kind: "status" },
        effect: { kind: "drop" },
      });
      const callId = await stage.place();
      await stage.idle();
      await stage.askTwilio(callId);
      return callId;
    },
  },
  {
    name: "trouble: the recording callback is lost, Twilio is asked",
    clocks: eitherClock,
    ends: connected,
    async play(stage) {
      await everyoneTalks(stage);
      await stage.fault({ match: { kind: "recording" }, effect: { kind: "drop" } });
      const callId = await stage.place();
      await stage.idle();
      await stage.askTwilio(callId);
      return callId;
    },
  },
  {
    name: "trouble: everything arrives, and Twilio is asked for prices",
    clocks: eitherClock,
    ends: connected,
    async play(stage) {
      await everyoneTalks(stage);
      const callId = await stage.place();
      await stage.idle();
      await stage.askTwilio(callId);
      return callId;
    },
  },
];
