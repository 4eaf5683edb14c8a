import type { Scenario } from "@/local/scenarios/scenario";
import { connected, ended, inbound, picksUp } from "@/local/scenarios/shape";

/** The system serves the caller, or nobody does. */
export const servedScenarios = {
  notice: inbound(
    "the caller chooses in a menu what they called for, hears it, and leaves",
    ended("completed", "handled", "handled_by_system", 120),
    (call) => {
      const caller = picksUp(call);
      call.step(20, "hang_up", { serves: true, reason: "served" });
      call.status(121, caller, "completed", 120);
    },
  ),
  menuAlone: inbound(
    "the caller hears a menu for two minutes, and leaves without a choice",
    ended("canceled", "missed", "caller_left_first"),
    (call) => {
      const caller = picksUp(call);
      call.status(121, caller, "completed", 120);
    },
  ),
  agent: inbound(
    "the caller talks to a voice agent, then leaves",
    ended("completed", "handled", "handled_by_system", 120),
    (call) => {
      const caller = picksUp(call);
      call.enters(3, caller, "stream", "agent");
      call.leaves(121, caller, "stream", "agent");
      call.status(121, caller, "completed", 120);
    },
  ),
  agentThenPerson: inbound(
    "a voice agent hands the caller over to a rep, and they talk",
    { ...connected("rep_accepted", 30, [30]), mayReopen: true },
    (call) => {
      const caller = picksUp(call);
      call.enters(3, caller, "stream", "MZ1");
      call.leaves(40, caller, "stream", "MZ1");
      const rep = call.leg("rep", { parent: caller.sid, user: call.rep });
      call.accepts(50, rep);
      call.status(80, rep, "completed", 32);
      call.status(80, caller, "completed", 79);
    },
  ),
  agentThenMissed: inbound(
    "a voice agent hands the caller over, and nobody answers",
    ended("no-answer", "missed", "nobody_accepted"),
    (call) => {
      const caller = picksUp(call);
      call.enters(3, caller, "stream", "MZ1");
      call.leaves(40, caller, "stream", "MZ1");
      const rep = call.leg("rep", { parent: caller.sid, user: call.rep });
      call.status(42, rep, "ringing");
      call.status(67, rep, "no-answer");
      call.status(70, caller, "completed", 69);
    },
  ),
  agentDied: inbound(
    "the voice agent's process dies, and the caller hangs up before anybody is rung",
    { ...ended("canceled", "missed", "caller_left_first"), mayReopen: true },
    (call) => {
      const caller = picksUp(call);
      call.enters(3, caller, "stream", "MZ1");
      call.step(20, "agent_failed", { reason: "31903: the connection broke" });
      call.leaves(20, caller, "stream", "MZ1");
      call.status(25, caller, "completed", 24);
    },
  ),
  servedThenMissed: inbound(
    "the caller is served, and asks for a person then: nobody answers",
    ended("no-answer", "missed", "nobody_accepted"),
    (call) => {
      const caller = picksUp(call);
      call.step(20, "hang_up", { serves: true, reason: "served" });
      const rep = call.leg("rep", { parent: caller.sid, user: call.rep });
      call.status(30, rep, "ringing");
      call.status(55, rep, "no-answer");
      call.status(60, caller, "completed", 59);
    },
  ),
  ownVoicemail: inbound(
    "the rep's own voicemail picks up, the caller leaves a message",
    { ...ended("no-answer", "voicemail", "voicemail_left"), mayReopen: true },
    (call) => {
      const caller = picksUp(call);
      const rep = call.leg("rep", { parent: caller.sid, user: call.rep });
      call.status(5, rep, "ringing");
      call.status(12, rep, "in-progress");
      call.status(32, rep, "completed", 20);
      call.enters(34, caller, "voicemail");
      call.recording(60, caller, { from: 36, duration: 20, source: "RecordVerb" });
      call.leaves(56, caller, "voicemail");
      call.status(56, caller, "completed", 55);
    },
  ),
  queueThenMessage: inbound(
    "the caller waits in a queue, then leaves a message",
    ended("no-answer", "voicemail", "voicemail_left"),
    (call) => {
      const caller = picksUp(call);
      call.enters(5, caller, "queue", "QU1");
      call.leaves(65, caller, "queue", "QU1");
      call.enters(66, caller, "voicemail");
      call.recording(95, caller, { from: 79, duration: 12, source: "RecordVerb" });
      call.status(90, caller, "completed", 89);
    },
  ),
  blocked: inbound(
    "the caller is blocked, and rejected",
    ended("no-answer", "canceled", "caller_blocked"),
    (call) => {
      const caller = call.leg("caller");
      call.step(1, "blocked", { reason: "listed" });
      call.status(1, caller, "no-answer", 0);
    },
  ),
  blockedMessage: inbound(
    "the caller is blocked, and leaves a message",
    ended("no-answer", "canceled", "caller_blocked"),
    (call) => {
      const caller = picksUp(call);
      call.step(1, "blocked", { reason: "anonymous" });
      call.recording(35, caller, { from: 10, duration: 12, source: "RecordVerb" });
      call.status(30, caller, "completed", 29);
    },
  ),
  leavesQueue: inbound(
    "the caller hangs up in the queue",
    ended("canceled", "missed", "left_queue"),
    (call) => {
      const caller = picksUp(call);
      call.enters(5, caller, "queue", "QU1");
      call.leaves(65, caller, "queue", "QU1");
      call.status(65, caller, "completed", 64);
    },
  ),
  callback: inbound(
    "the caller asks in the queue to be called back",
    ended("no-answer", "callback", "callback_requested"),
    (call) => {
      const caller = picksUp(call);
      call.enters(5, caller, "queue", "QU1");
      call.step(40, "callback");
      call.leaves(41, caller, "queue", "QU1");
      call.status(45, caller, "completed", 44);
    },
  ),
  calledBack: inbound(
    "the caller asks in the queue to be called back, and is",
    { ...connected("customer_answered", 60, [60]), mayReopen: true },
    (call) => {
      const caller = picksUp(call);
      call.enters(5, caller, "queue", "sales");
      call.step(40, "callback");
      call.leaves(41, caller, "queue", "sales");
      call.status(45, caller, "completed", 44);
      const rep = call.leg("rep", { user: call.rep });
      call.accepts(104, rep);
      const customer = call.leg("customer", { parent: rep.sid });
      call.status(106, customer, "ringing");
      call.status(110, customer, "in-progress");
      call.status(170, customer, "completed", 60);
      call.status(171, rep, "completed", 67);
    },
  ),
} satisfies Record<string, Scenario>;
