import type { Scenario } from "@/local/scenarios/scenario";
import { connected, inbound, outbound, picksUp } from "@/local/scenarios/shape";

/** The call goes from one person to another. */
export const transferScenarios = {
  inbound: inbound(
    "transferred, the caller talks on with a second rep, the first hangs up",
    { ...connected("rep_accepted", 105, [45, 60]), mayReopen: true },
    (call) => {
      const caller = picksUp(call);
      const first = call.leg("rep", { parent: caller.sid, user: call.rep });
      call.accepts(15, first);
      call.status(60, first, "completed", 47);
      const second = call.leg("rep", { parent: caller.sid, user: call.rep });
      call.accepts(70, second);
      call.status(130, second, "completed", 62);
      call.status(131, caller, "completed", 130);
    },
  ),
  outbound: outbound(
    "transferred, the customer talks on with a second rep, the first hangs up",
    { ...connected("customer_answered", 107, [47, 60]), mayReopen: true },
    (call) => {
      const first = call.leg("rep", { user: call.rep });
      call.accepts(7, first);
      const customer = call.leg("customer", { parent: first.sid });
      call.status(9, customer, "ringing");
      call.status(13, customer, "in-progress");
      // Redirected to another <Dial>, the customer leaves the first rep.
      const second = call.leg("rep", { parent: customer.sid, user: call.rep });
      call.status(60, second, "queued");
      call.status(61, first, "completed", 56);
      call.accepts(66, second);
      call.status(126, second, "completed", 62);
      call.status(126, customer, "completed", 113);
    },
  ),
  takenFromQueue: inbound(
    "the rep takes the caller out of a queue",
    { ...connected("met_in_space", 40, [40]), mayReopen: true },
    (call) => {
      const caller = picksUp(call);
      call.enters(5, caller, "queue", "QU1");
      call.leaves(30, caller, "queue", "QU1");
      call.enters(30, caller, "bridge", "QU1");
      const rep = call.leg("rep", { user: call.rep });
      call.accepts(28, rep);
      call.enters(30, rep, "bridge", "QU1");
      call.leaves(70, rep, "bridge", "QU1");
      call.leaves(70, caller, "bridge", "QU1");
      call.status(70, rep, "completed", 44);
      call.status(71, caller, "completed", 70);
    },
  ),
} satisfies Record<string, Scenario>;
