import type { Scenario } from "@/local/scenarios/scenario";
import { connected, inbound, joins, outbound, picksUp } from "@/local/scenarios/shape";

/** People meet in a conference. */
export const conferenceScenarios = {
  customerByRest: outbound(
    "a conference: the customer's leg is created by REST and has no parent",
    { ...connected("met_in_space", 60, [60]), mayReopen: true },
    (call) => {
      const rep = joins(call, 6, "CF1");
      const customer = call.leg("customer");
      call.status(8, customer, "ringing");
      call.status(12, customer, "in-progress");
      call.enters(12, customer, "conference", "CF1");
      call.leaves(72, customer, "conference", "CF1");
      call.status(72, customer, "completed", 60);
      call.leaves(73, rep, "conference", "CF1");
      call.status(73, rep, "completed", 69);
    },
  ),
  three: inbound(
    "a conference with three: a second rep joins, the first leaves",
    { ...connected("met_in_space", 90, [50, 60]), mayReopen: true },
    (call) => {
      const caller = picksUp(call);
      call.enters(2, caller, "conference", "CF1");
      const first = joins(call, 10, "CF1");
      const second = joins(call, 40, "CF1");
      call.leaves(60, first, "conference", "CF1");
      call.status(60, first, "completed", 52);
      call.leaves(100, caller, "conference", "CF1");
      call.status(100, caller, "completed", 99);
      call.leaves(101, second, "conference", "CF1");
      call.status(101, second, "completed", 63);
    },
  ),
  consultation: inbound(
    "hold and consultation: the two reps talk while the caller hears music",
    { ...connected("met_in_space", 50, [50, 20]), mayReopen: true },
    (call) => {
      const caller = picksUp(call);
      call.enters(2, caller, "conference", "CF1");
      const first = joins(call, 10, "CF1");
      call.enters(40, caller, "hold", "CF1");
      const second = joins(call, 45, "CF1");
      call.leaves(60, caller, "hold", "CF1");
      call.status(80, second, "completed", 37);
      call.leaves(80, second, "conference", "CF1");
      call.status(80, first, "completed", 72);
      call.status(81, caller, "completed", 80);
    },
  ),
  supervisor: inbound(
    "a supervisor listens, then barges in: only from there it is their talk",
    { ...connected("met_in_space", 60, [60, 10]), mayReopen: true },
    (call) => {
      const caller = picksUp(call);
      call.enters(2, caller, "conference", "CF1");
      const rep = joins(call, 10, "CF1");
      const listener = call.leg("supervisor", { user: call.rep });
      call.status(30, listener, "in-progress");
      call.enters(30, listener, "conference", "CF1");
      call.enters(60, listener, "barge", "CF1");
      call.status(70, rep, "completed", 62);
      call.status(70, caller, "completed", 69);
      call.status(70, listener, "completed", 40);
    },
  ),
} satisfies Record<string, Scenario>;
