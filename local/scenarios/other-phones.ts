import type { Scenario } from "@/local/scenarios/scenario";
import { connected, inbound, internal, picksUp } from "@/local/scenarios/shape";

/** Phones other than a rep's own and the customer's. */
export const otherPhoneScenarios = {
  internal: internal(
    "two colleagues talk in the browser",
    connected("colleague_answered", 30, [30, 30]),
    (call) => {
      const first = call.leg("rep", { user: call.rep, isBrowser: true });
      call.status(0, first, "in-progress");
      const second = call.leg("rep", { parent: first.sid, user: call.rep, isBrowser: true });
      call.accepts(10, second);
      call.status(38, second, "completed", 30);
      call.status(39, first, "completed", 39);
    },
  ),
  outside: inbound(
    "forwarded to an outside number: talk without a person",
    connected("rep_accepted", 50, [50]),
    (call) => {
      const caller = picksUp(call);
      const outside = call.leg("outside", { parent: caller.sid });
      call.status(5, outside, "ringing");
      call.status(10, outside, "in-progress");
      call.status(60, outside, "completed", 50);
      call.status(61, caller, "completed", 60);
    },
  ),
  browser: inbound(
    "the rep answers in the browser: no digit is needed",
    connected("rep_accepted", 40, [40]),
    (call) => {
      const caller = picksUp(call);
      const rep = call.leg("rep", { parent: caller.sid, user: call.rep, isBrowser: true });
      call.accepts(12, rep);
      call.status(50, rep, "completed", 40);
      call.status(51, caller, "completed", 50);
    },
  ),
} satisfies Record<string, Scenario>;
