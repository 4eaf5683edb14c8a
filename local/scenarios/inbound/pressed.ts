import {
  callerEnds,
  connected,
  dialEnds,
  inbound,
  missed,
  repPicksUp,
  repPresses,
  repRings,
  rings,
  talk,
  talked,
} from "@/local/scenarios/inbound/script";
import { presses } from "@/local/scenarios/phones";
import type { Scenario } from "@/local/scenarios/scenario";

/** A customer calls, and a rep picks up and presses 1. */
export const pressedScenarios = {
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
} satisfies Record<string, Scenario>;
