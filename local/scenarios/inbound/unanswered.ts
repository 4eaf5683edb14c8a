import {
  callerEnds,
  dialEnds,
  givenUp,
  inbound,
  missed,
  onceAsked,
  onlyRep,
  phoneEnds,
  repPicksUp,
  repPresses,
  repRings,
  ringing,
  rings,
  unanswered,
} from "@/local/scenarios/inbound/script";
import { declines, picksUp, presses, voicemail } from "@/local/scenarios/phones";
import type { Scenario } from "@/local/scenarios/scenario";

/** A customer calls, and no rep talks with them. */
export const unansweredScenarios = {
  pressesNothing: inbound("the rep picks up and presses nothing", {
    row: missed,
    events(call, times = {}) {
      const caller = rings(call);
      const rep = repRings(call, caller);
      const up = repPicksUp(call, rep, times);
      call.status(up + 18, rep, "completed", 18);
      dialEnds(call, caller, rep, up + 18.2, { status: "completed", isLive: true });
      callerEnds(call, caller, up + 24);
    },
    played: unanswered("completed", (times) => ({ rep: picksUp(times, times?.talk) })),
  }),
  otherKey: inbound("the rep presses another key", {
    row: missed,
    played: unanswered("completed", (times) => ({ rep: presses("5", times) })),
  }),
  voicemail: inbound("the rep's voicemail picks up", {
    row: missed,
    played: unanswered("completed", (times) => ({ rep: voicemail(times) })),
  }),
  voicemailNoAnswer: inbound(
    "the rep's voicemail picks up, and Twilio calls the dialling no-answer",
    {
      row: missed,
      played: unanswered("completed", (times) => ({
        rep: voicemail(times),
        reports: { whisperHangupReports: "no-answer" },
      })),
    },
  ),
  repBusy: inbound("the rep's phone is busy", {
    row: missed,
    events: phoneEnds("busy"),
    played: unanswered("busy", onlyRep({ behaviour: "busy" })),
  }),
  repDeclines: inbound("the rep declines", {
    row: missed,
    played: unanswered("busy", (times) => ({ rep: declines(times?.answer) })),
  }),
  repRingsOut: inbound("nobody answers", {
    row: missed,
    events: phoneEnds("no-answer"),
    played: unanswered("no-answer", onlyRep({ behaviour: "no-answer" })),
  }),
  repFails: inbound("the rep's phone cannot be reached", {
    row: missed,
    events: phoneEnds("failed"),
    played: unanswered("failed", onlyRep({ behaviour: "failed" })),
  }),
  clockAhead: inbound(
    "our clock is ahead of Twilio's, so that the rep's phone seems to ring before the call began",
    { row: { ...missed, created_after: -2 }, events: phoneEnds("busy", -2) },
  ),
  givesUp: inbound("the caller gives up while the rep's phone rings", {
    row: givenUp,
    events(call, { answer = 8 } = {}) {
      const caller = rings(call);
      const rep = repRings(call, caller);
      const gone = ringing + answer;
      call.status(gone, rep, "canceled", 0);
      dialEnds(call, caller, rep, gone, { status: "canceled", isLive: false });
      callerEnds(call, caller, gone);
    },
    played: unanswered("canceled", (times) => ({
      rep: { behaviour: "manual" },
      hangup: { by: "customer", once: "placed", seconds: times?.answer ?? 12 },
    })),
  }),
  givesUpNoAnswer: inbound(
    "the caller gives up while the rep's phone rings, which Twilio calls no-answer",
    {
      row: givenUp,
      played: unanswered("no-answer", (times) => ({
        rep: { behaviour: "manual" },
        hangup: { by: "customer", once: "placed", seconds: times?.answer ?? 12 },
        reports: { abandonReports: "no-answer" },
      })),
    },
  ),
  goneBeforeDigit: inbound("the caller is gone a moment before the rep presses 1", {
    row: givenUp,
    events(call, times = {}) {
      const caller = rings(call);
      const rep = repRings(call, caller);
      const up = repPicksUp(call, rep, times);
      callerEnds(call, caller, up + 1);
      repPresses(call, rep, up + 3);
      call.status(up + 3, rep, "completed", 3);
      dialEnds(call, caller, rep, up + 3.2, { status: "completed", isLive: false });
    },
  }),
  givesUpWhileAsked: inbound("the caller gives up while the rep is asked", {
    row: givenUp,
    played: unanswered("completed", () => ({
      rep: picksUp({ answer: 3 }),
      hangup: { by: "customer", once: "placed", seconds: 13 },
    })),
  }),
  givesUpEarly: inbound("the caller gives up during the greeting", {
    row: givenUp,
    events(call) {
      callerEnds(call, rings(call), 3);
    },
    played: {
      as: () => ({
        rep: { behaviour: "manual" },
        hangup: { by: "customer", once: "placed", seconds: 2 },
      }),
      legs: { caller: "completed" },
      recordings: 0,
    },
  }),
  leavesMessage: inbound("nobody picks up, and the caller leaves a message", {
    row: { ...missed, outcome: "voicemail", outcome_reason: "voicemail_left" },
    mayReopen: true,
    events(call, { answer = 20, talk = 12 } = {}) {
      const caller = rings(call);
      const rep = repRings(call, caller);
      const gone = ringing + answer;
      call.status(gone, rep, "canceled", 0);
      const over = gone + talk;
      callerEnds(call, caller, over);
      call.recording(over + 4, caller, { from: gone, duration: talk, source: "RecordVerb" });
    },
    played: {
      as: (times) => ({
        rep: { behaviour: "manual" },
        messageAfter: 8 + (times?.answer ?? 12),
        hangup: { by: "customer", once: "placed", seconds: times?.talk ?? 20 },
      }),
      legs: { caller: "completed", rep: "canceled" },
      recordings: 1,
    },
  }),
  ringsNobody: inbound("the number forwards to nobody", {
    row: missed,
    played: {
      as: () => ({ rep: { behaviour: "manual" }, ringsNobody: true, hangup: onceAsked(0) }),
      legs: { caller: "completed" },
      recordings: 0,
    },
  }),
  leavesThemAMessage: inbound("a caller leaves a message at a number that rings a person", {
    row: { ...missed, outcome: "voicemail", outcome_reason: "voicemail_left" },
    mayReopen: true,
    played: {
      as: (times) => ({ rep: { behaviour: "busy" }, hangup: onceAsked(8 + (times?.talk ?? 12)) }),
      legs: { caller: "completed", rep: "busy" },
      recordings: 1,
      mailboxes: ["rep"],
    },
  }),
} satisfies Record<string, Scenario>;
