import type { CallScript, Leg } from "@/local/scenarios/call";
import type { Scenario } from "@/local/scenarios/scenario";
import { connected, ended, inbound, internal, picksUp } from "@/local/scenarios/shape";

/** The leg to LiveKit that rings people in their browsers: it has no person. */
function ringsRoom(call: CallScript, parent: Leg, second: number): Leg {
  const sip = call.leg("rep", { parent: parent.sid, medium: "sip" });
  call.status(second, sip, "queued");
  call.status(second + 1, sip, "ringing");
  return sip;
}

function answered(call: CallScript, caller: Leg, [from, until]: [number, number]): Leg {
  const sip = ringsRoom(call, caller, from - 6);
  call.status(from, sip, "in-progress");
  call.status(until, sip, "completed", until - from);
  call.status(until + 1, caller, "completed", until + 1);
  return sip;
}

const inRoom = (call: CallScript, role: "rep" | "supervisor" = "rep") =>
  call.leg(role, { user: call.rep, medium: "room" });

/** Calls that reach browsers in LiveKit's rooms. */
export const roomScenarios = {
  answered: inbound(
    "a room: the rep answers there while a phone rings too",
    connected("rep_accepted", 40, [40, 40]),
    (call) => {
      const caller = picksUp(call);
      const phone = call.leg("rep", { parent: caller.sid, user: call.rep });
      call.status(5, phone, "ringing");
      answered(call, caller, [12, 52]);
      call.stays([11, 52], inRoom(call), "call_1");
      call.status(13, phone, "canceled");
    },
  ),
  colleagueJoins: inbound(
    "a room: a colleague comes into it, and the first leaves",
    connected("rep_accepted", 60, [60, 40, 30]),
    (call) => {
      const caller = picksUp(call);
      answered(call, caller, [12, 72]);
      call.stays([11, 52], inRoom(call), "call_1");
      call.stays([42, 75], inRoom(call), "call_1");
    },
  ),
  listened: inbound(
    "a room: a manager listens, which is nobody's talk",
    connected("rep_accepted", 30, [30, 30]),
    (call) => {
      const caller = picksUp(call);
      answered(call, caller, [12, 42]);
      call.stays([11, 43], inRoom(call), "call_1");
      call.stays([20, 44], inRoom(call, "supervisor"), "call_1");
    },
  ),
  unheard: inbound(
    "a room: LiveKit's reports are lost, and the call is what it was",
    connected("rep_accepted", 40, [40]),
    (call) => {
      const caller = picksUp(call);
      const facts = { user_id: call.rep };
      call.step(10, "room_claimed", { facts });
      answered(call, caller, [12, 52]);
    },
  ),
  noSound: inbound(
    "a room: somebody comes and publishes nothing, so it rings on for nobody",
    ended("no-answer", "missed", "nobody_accepted"),
    (call) => {
      const caller = picksUp(call);
      const facts = { user_id: call.rep };
      const sip = ringsRoom(call, caller, 4);
      call.step(8, "room_claimed", { facts });
      call.stays([9, 13], inRoom(call), "call_1");
      call.step(13, "room_given_back", { facts });
      call.status(30, sip, "no-answer");
      call.status(36, caller, "completed", 36);
    },
  ),
  declined: inbound(
    "a room: declined by everybody it rings",
    ended("no-answer", "missed", "nobody_accepted"),
    (call) => {
      const caller = picksUp(call);
      const sip = ringsRoom(call, caller, 4);
      call.step(8, "room_declined", { facts: { user_id: call.rep } });
      call.status(9, sip, "busy");
      call.status(15, caller, "completed", 15);
    },
  ),
  refused: inbound(
    "a room: LiveKit does not take the call, and a phone does",
    connected("rep_accepted", 30, [30]),
    (call) => {
      const caller = picksUp(call);
      const sip = call.leg("rep", { parent: caller.sid, medium: "sip" });
      call.status(4, sip, "queued");
      call.status(5, sip, "failed");
      const phone = call.leg("rep", { parent: caller.sid, user: call.rep });
      call.accepts(16, phone);
      call.status(46, phone, "completed", 32);
      call.status(46, caller, "completed", 46);
    },
  ),
  meeting: internal(
    "a meeting of three, one of whom comes later",
    connected("met_in_space", 50, [50, 50, 40]),
    (call) => {
      const room = call.leg("system", { medium: "room" });
      call.meets([0, 65], room);
      call.stays([2, 60], inRoom(call), "meeting_1");
      call.stays([20, 60], inRoom(call), "meeting_1");
      call.stays([10, 60], inRoom(call), "meeting_1");
    },
  ),
  nobodyCame: internal(
    "a meeting that nobody comes to",
    ended("no-answer", "no-answer", "nobody_joined"),
    (call) => {
      const room = call.leg("system", { medium: "room" });
      call.meets([0, 40], room);
      call.stays([2, 39], inRoom(call), "meeting_1");
    },
  ),
  colleague: internal(
    "a colleague is called from a phone, and answers in a room",
    connected("colleague_answered", 30, [30, 30, 30]),
    (call) => {
      const first = call.leg("rep", { user: call.rep, isBrowser: true });
      call.status(0, first, "in-progress");
      const sip = ringsRoom(call, first, 3);
      call.status(10, sip, "in-progress");
      call.stays([9, 40], inRoom(call), "call_1");
      call.status(40, sip, "completed", 30);
      call.status(41, first, "completed", 41);
    },
  ),
} satisfies Record<string, Scenario>;
