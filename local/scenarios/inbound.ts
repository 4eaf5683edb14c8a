import type { HandsetScript } from "@/local/carrier/control";
import type { CallScript, Leg } from "@/local/scenarios/call";
import { declines, picksUp, presses, voicemail } from "@/local/scenarios/phones";
import type { Clock, Phones, Played, Scenario, Times } from "@/local/scenarios/scenario";

/** US rates, per begun minute, in dollars: https://www.twilio.com/voice/pricing/us */
const callerPerMinute = 0.0085;
const repPerMinute = 0.014;

/** The rep's phone rings once the greeting has been said. */
const dialled = 6;
const ringing = 7;

type Some = Partial<Times> | undefined;

const inbound = (name: string, rest: Omit<Scenario, "name" | "direction">): Scenario => ({
  ...rest,
  name: `inbound: ${name}`,
  direction: "inbound",
});

const connected = { status: "completed", outcome: "connected" };
const missed = { status: "no-answer", outcome: "missed", duration_seconds: 0 };
const givenUp = { status: "canceled", outcome: "missed", duration_seconds: 0 };

/** A digit counts only while the caller is there, so their end has to come after its receipt. */
const accepted: readonly Clock[] = ["around the digit", "after"];

const talked = (as: (times: Some) => Phones): Played => ({
  as,
  legs: { caller: "completed", rep: "completed" },
  recordings: 1,
  talk: "since the digit",
  clocks: accepted,
});
const unanswered = (rep: string, as: (times: Some) => Phones): Played => ({
  as,
  legs: { caller: "completed", rep },
  recordings: 0,
});
const onlyRep = (rep: HandsetScript) => () => ({ rep });

/** The customer calls. */
function rings(call: CallScript): Leg {
  const caller = call.leg("caller");
  call.answers(caller);
  return caller;
}

/** The caller's end, after so many seconds. */
function callerEnds(call: CallScript, caller: Leg, second: number): void {
  call.status(second, caller, "completed", second);
  call.priced(second, caller, second, callerPerMinute);
}

function dialEnds(
  call: CallScript,
  caller: Leg,
  rep: Leg,
  second: number,
  {
    status,
    isLive,
    bridged,
    talk,
  }: { status: string; isLive: boolean; bridged?: boolean; talk?: number },
): void {
  call.twiml(second, caller, "dialed", isLive ? "in-progress" : "completed", {
    params: {
      DialCallSid: rep.sid,
      DialCallStatus: status,
      ...(talk !== undefined && { DialCallDuration: String(talk), DialBridged: "true" }),
    },
    event: { dial_ended_live: isLive, ...(bridged !== undefined && { dial_bridged: bridged }) },
  });
}

/** A rep's phone rings; `dialledAt` is when Twilio begins to dial it. */
function repRings(call: CallScript, caller: Leg, dialledAt = dialled): Leg {
  const rep = call.leg("rep", { parent: caller.sid, user: call.rep });
  call.status(dialledAt, rep, "queued");
  call.status(ringing, rep, "ringing");
  return rep;
}

/** The rep picks up and is asked for 1. Gives when. */
function repPicksUp(call: CallScript, rep: Leg, { answer = 5 }: Partial<Times>): number {
  const up = ringing + answer;
  call.status(up, rep, "in-progress");
  call.twiml(up, rep, "screen", "in-progress", { query: { leg: "rep", user: call.rep } });
  return up;
}

function repPresses(call: CallScript, rep: Leg, second: number): void {
  call.twiml(second, rep, "screen", "in-progress", {
    query: { leg: "rep", user: call.rep, step: "digit" },
    params: { Digits: "1", FinishedOnKey: "", msg: "Gather End" },
    event: { accepted: true },
  });
}

/** The two talk, and one of them hangs up first. */
function talk(call: CallScript, times: Partial<Times>, isRepFirst: boolean): void {
  const caller = rings(call);
  const rep = repRings(call, caller);
  const up = repPicksUp(call, rep, times);
  const digit = up + (times.press ?? 3);
  repPresses(call, rep, digit);
  const talked = times.talk ?? 45;
  const over = digit + talked;
  call.status(over, rep, "completed", over - up);
  dialEnds(call, caller, rep, over, { status: "completed", isLive: isRepFirst, talk: talked });
  callerEnds(call, caller, over + (isRepFirst ? 1 : 0));
  call.recording(over + 4, caller, { from: digit, duration: talked });
  call.priced(over, rep, over - up, repPerMinute);
}

const phoneEnds =
  (status: "busy" | "no-answer" | "failed", dialledAt = dialled) =>
  (call: CallScript, { answer = 13 }: Partial<Times> = {}) => {
    const caller = rings(call);
    const rep = repRings(call, caller, dialledAt);
    const over = ringing + answer;
    call.status(over, rep, status, 0);
    dialEnds(call, caller, rep, over + 0.3, { status, isLive: true });
    callerEnds(call, caller, over + 6);
  };

/** A customer calls the company. */
export const inboundScenarios = {
  repHangsUp: inbound("both talk, the rep hangs up", {
    row: { ...connected, duration_seconds: 45, ring_seconds: 5, recorded: true, price: "0.03100" },
    events: (call, times = {}) => talk(call, times, true),
    played: talked((times) => ({
      rep: presses("1", times, (times?.press ?? 6) + (times?.talk ?? 44)),
    })),
  }),
  customerHangsUp: inbound("both talk, the customer hangs up", {
    row: { ...connected, duration_seconds: 45, ring_seconds: 5, recorded: true },
    events: (call, times = {}) => talk(call, times, false),
    played: talked((times) => ({
      rep: presses("1", times),
      hangup: { by: "customer", once: "talking", seconds: times?.talk ?? 45 },
    })),
  }),
  repHangsUpInTheApp: inbound("both talk, the rep hangs up in the app", {
    row: connected,
    played: talked((times) => ({
      rep: presses("1", times),
      hangup: { by: "app", once: "talking", seconds: times?.talk ?? 20 },
    })),
  }),
  withheld: inbound("both talk, the customer's number is withheld", {
    row: connected,
    played: talked((times) => ({ rep: presses("1", times, 30), callerId: "anonymous" })),
  }),
  recordingPaused: inbound("both talk, and the recording is paused for a while", {
    row: { ...connected, duration_seconds: 45, ring_seconds: 5, recorded: true },
    events(call, times = {}) {
      talk(call, times, true);
      call.step(25, "recording_paused");
      call.step(35, "recording_resumed");
    },
  }),
  twoPhones: inbound("two phones rung, one accepted", {
    row: { ...connected, duration_seconds: 45, ring_seconds: 5 },
    events(call, times = {}) {
      const caller = rings(call);
      const other = call.leg("rep", { parent: caller.sid, user: call.rep });
      call.status(5, other, "queued");
      call.status(6, other, "ringing");
      call.status(13, other, "canceled");
      const rep = repRings(call, caller);
      const up = repPicksUp(call, rep, times);
      repPresses(call, rep, up + 3);
      call.status(up + 48, rep, "completed", 48);
      dialEnds(call, caller, rep, up + 48, { status: "completed", isLive: true });
      callerEnds(call, caller, up + 49);
    },
  }),
  bothPress: inbound("two phones rung, both pressed 1, one has the caller", {
    row: { ...connected, duration_seconds: 45, ring_seconds: 5 },
    people: [45],
    mayReopen: true,
    events(call, times = {}) {
      const caller = rings(call);
      const rep = repRings(call, caller);
      const other = repRings(call, caller);
      const up = repPicksUp(call, rep, times);
      repPicksUp(call, other, times);
      // Their digit reaches us first, and yet Twilio connects the other phone.
      repPresses(call, other, up + 2.8);
      repPresses(call, rep, up + 3);
      call.status(up + 5, other, "completed", 5);
      call.status(up + 48, rep, "completed", 48);
      dialEnds(call, caller, rep, up + 48, { status: "completed", isLive: true });
      callerEnds(call, caller, up + 49);
    },
  }),
  answerLost: inbound("1 pressed, but our answer never got back, says Twilio", {
    row: missed,
    events(call, times = {}) {
      const caller = rings(call);
      const rep = repRings(call, caller);
      const up = repPicksUp(call, rep, times);
      repPresses(call, rep, up + 3);
      call.status(up + 8, rep, "completed");
      const bridged = false;
      dialEnds(call, caller, rep, up + 8.2, { status: "completed", isLive: true, bridged });
      callerEnds(call, caller, up + 14);
    },
  }),
  digitLost: inbound("talked, and the digit never recorded: Twilio says that they were bridged", {
    row: { ...connected, duration_seconds: 18, outcome_reason: "presumed_accepted" },
    events(call, times = {}) {
      const caller = rings(call);
      const rep = repRings(call, caller);
      const up = repPicksUp(call, rep, times);
      call.status(up + 18, rep, "completed", 18);
      const bridged = true;
      dialEnds(call, caller, rep, up + 18.2, { status: "completed", isLive: true, bridged });
      callerEnds(call, caller, up + 19);
    },
  }),
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
      as: () => ({ rep: { behaviour: "manual" }, ringsNobody: true }),
      legs: { caller: "completed" },
      recordings: 0,
    },
  }),
} satisfies Record<string, Scenario>;
