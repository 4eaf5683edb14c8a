import { presses, takesIt } from "@/local/scenarios/phones";
import type { Scenario } from "@/local/scenarios/scenario";
import type { Stage } from "@/local/scenarios/stage";

const everyoneTalks = async ({ repWill, customerWill }: Stage) => {
  await repWill(presses("1", undefined));
  await customerWill(takesIt(undefined, 25));
};
const connected: Scenario["row"] = {
  status: "completed",
  outcome: "connected",
  duration_seconds: 25,
};
const talked = { legs: { rep: "completed", customer: "completed" }, recordings: 1 };

const fault = (name: string, rest: Pick<Scenario, "row" | "played">): Scenario => ({
  ...rest,
  name: `fault: ${name}`,
  direction: "outbound",
});

/** Outbound calls during which something goes wrong between Twilio and us. */
export const faultScenarios = {
  webhookOvertakes: fault("the first webhook overtakes Twilio's answer to the create", {
    row: connected,
    played: {
      ...talked,
      as: {
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
    },
  }),
  answerLost: fault("Twilio's answer to the create is lost", {
    row: connected,
    played: {
      ...talked,
      as: {
        async play(stage) {
          await everyoneTalks(stage);
          await stage.fault({ api: "lose-answer", match: { method: "POST" }, times: 1 });
          const callId = await stage.place();
          await stage.idle();
          return callId;
        },
      },
    },
  }),
  canceledUnknown: fault(
    "canceled in the app before its leg is known; the rep who picks up is hung up on",
    {
      row: { status: "canceled", outcome: "canceled", duration_seconds: 0 },
      played: {
        legs: { rep: "completed" },
        recordings: 0,
        as: {
          async play(stage) {
            await everyoneTalks(stage);
            await stage.fault({ api: "lose-answer", match: { method: "POST" }, times: 1 });
            const callId = await stage.place();
            await stage.hangUpInTheApp(callId);
            await stage.idle();
            return callId;
          },
        },
      },
    },
  ),
  createDown: fault("the create never reaches Twilio", {
    row: { status: "failed", outcome: "failed", duration_seconds: 0 },
    played: {
      legs: {},
      recordings: 0,
      as: {
        async play(stage) {
          await stage.fault({ api: "down", match: { method: "POST" }, times: 1 });
          const callId = await stage.place();
          await stage.askTwilio(callId);
          return callId;
        },
      },
    },
  }),
  canceledQueued: fault("canceled in the app while queued at Twilio, which sends no callback", {
    row: { status: "canceled", outcome: "canceled", duration_seconds: 0 },
    played: {
      legs: { rep: "canceled" },
      recordings: 0,
      as: {
        async play(stage) {
          await stage.repWill({ behaviour: "manual" });
          const callId = await stage.place();
          await stage.hangUpInTheApp(callId);
          await stage.idle();
          return callId;
        },
      },
    },
  }),
  createRefused: fault("Twilio refuses the create", {
    row: { status: "failed", outcome: "failed", duration_seconds: 0 },
    played: {
      legs: {},
      recordings: 0,
      as: {
        async play(stage) {
          const error = { status: 400, code: 21215, message: "Account not authorized" };
          await stage.fault({ api: { error }, match: { method: "POST" }, times: 1 });
          return stage.place();
        },
      },
    },
  }),
  digitAnswerLost: fault("our answer to the digit never reaches Twilio", {
    row: { status: "no-answer", outcome: "rep_unconfirmed", duration_seconds: 0 },
    played: {
      legs: { rep: "completed" },
      recordings: 0,
      as: {
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
    },
  }),
  statusLost: fault("every status callback is lost, Twilio is asked", {
    row: connected,
    played: {
      ...talked,
      as: {
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
    },
  }),
  recordingLost: fault("the recording callback is lost, Twilio is asked", {
    row: connected,
    played: {
      ...talked,
      as: {
        async play(stage) {
          await everyoneTalks(stage);
          await stage.fault({ match: { kind: "recording" }, effect: { kind: "drop" } });
          const callId = await stage.place();
          await stage.idle();
          await stage.askTwilio(callId);
          return callId;
        },
      },
    },
  }),
  priced: fault("everything arrives, and Twilio is asked for prices", {
    row: connected,
    played: {
      ...talked,
      as: {
        async play(stage) {
          await everyoneTalks(stage);
          const callId = await stage.place();
          await stage.idle();
          await stage.askTwilio(callId);
          return callId;
        },
      },
    },
  }),
} satisfies Record<string, Scenario>;
