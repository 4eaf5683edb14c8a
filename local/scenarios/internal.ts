import type { HandsetScript } from "@/local/carrier/control";
import { picksUp, presses, voicemail } from "@/local/scenarios/phones";
import type { Played, Scenario } from "@/local/scenarios/scenario";
import type { Stage } from "@/local/scenarios/stage";

const toColleague = (
  name: string,
  row: Scenario["row"],
  legs: string,
  play: (stage: Stage) => Promise<string>,
  rest: Partial<Played> = {},
): Scenario => ({
  ...{ name: `internal: ${name}`, direction: "internal", row },
  played: { as: { play }, legs: { rep: legs }, recordings: 0, ...rest },
});

const connected = { status: "completed", outcome: "connected" };
const ended = (status: string, outcome: string, outcome_reason: string): Scenario["row"] => ({
  ...{ status, outcome, outcome_reason, duration_seconds: 0 },
});
const nobody: HandsetScript = { behaviour: "manual" };

/** Somebody in the browser calls the rep, who does this with their phone. */
const calling = (rep: HandsetScript) => async (stage: Stage) => {
  await stage.repWill(rep);
  const callId = await stage.callRepInBrowser();
  await stage.idle();
  return callId;
};

/** The rep's phone rings for ten seconds; then who called leaves. */
const leaving = (leave: (stage: Stage, callId: string) => Promise<unknown>) => {
  return async (stage: Stage) => {
    await stage.repWill(nobody);
    const callId = await stage.callRepInBrowser();
    await stage.advance(10);
    await leave(stage, callId);
    await stage.idle();
    return callId;
  };
};

/** The rep calls by phone and does this; phone and browser of their colleague ring. */
const called = (rep: HandsetScript, browser: HandsetScript) => async (stage: Stage) => {
  await stage.repWill(rep);
  await stage.browserWill(browser);
  const callId = await stage.repCallsBrowser();
  await stage.idle();
  return callId;
};

/** Calls between colleagues, on phones and in browsers. */
export const internalScenarios = {
  answeredOnThePhone: toColleague(
    "answered on the phone, pressing 1",
    { ...connected, outcome_reason: "colleague_answered" },
    "completed",
    calling(presses("1", undefined, 25)),
    { talk: "since the digit" },
  ),
  answeredInTheBrowser: toColleague(
    "answered in the browser while the phone rings too",
    { ...connected, outcome_reason: "colleague_answered" },
    "canceled, completed",
    called(presses("1", undefined), picksUp(undefined, 30)),
    { talk: 30 },
  ),
  rings: toColleague(
    "nobody answers",
    ended("no-answer", "no-answer", "colleague_over_rep_waiting"),
    "completed, no-answer",
    calling({ behaviour: "no-answer" }),
  ),
  busy: toColleague(
    "the colleague's phone is busy",
    ended("busy", "busy", "colleague_busy"),
    "busy, completed",
    calling({ behaviour: "busy" }),
  ),
  declined: toColleague(
    "declined in the browser, and the phone rings on for nobody",
    ended("busy", "busy", "colleague_busy"),
    "busy, completed, no-answer",
    called(presses("1", undefined), { behaviour: "declines", afterSeconds: 4 }),
  ),
  pickedUpByVoicemail: toColleague(
    "the colleague's voicemail picks up",
    ended("no-answer", "no-answer", "colleague_over_rep_waiting"),
    "completed",
    calling(voicemail(undefined)),
  ),
  callerLeaves: toColleague(
    "who called leaves while it rings",
    ended("canceled", "canceled", "rep_left_first"),
    "canceled, completed",
    leaving((stage) => stage.browser.hangup()),
  ),
  callerLeavesInTheApp: toColleague(
    "who called leaves in the app while it rings",
    ended("canceled", "canceled", "hung_up_in_app"),
    "canceled, completed",
    leaving((stage, callId) => stage.hangUpInTheApp(callId)),
  ),
  nobodyPresses: toColleague(
    "who called does not press 1",
    ended("no-answer", "rep_unconfirmed", "nobody_pressed"),
    "completed",
    called(voicemail(undefined), nobody),
  ),
} satisfies Record<string, Scenario>;
