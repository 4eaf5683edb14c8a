import "server-only";
import { decideTend, targetStateOf } from "@/lib/call-control/decide";
import {
  controlledCalls,
  controlState,
  endHold,
  noteTargetState,
} from "@/lib/call-control/machine";
import {
  askingLeg,
  bringBack,
  customerOf,
  endLegs,
  holdSpan,
  note,
  redirect,
} from "@/lib/call-control/moves";
import { takeMessage } from "@/lib/voice/decide-control";

/**
 * Looks after a call whose people come and go: nobody is left alone with music. Nothing for a call
 * that nobody has asked anything of.
 */
export async function tendCall(tenantId: string, callId: string): Promise<void> {
  const state = await controlState(tenantId, callId);
  if (!state) return;
  const target = targetStateOf(state);
  if (state.target_sid && target && target !== state.target_state) {
    await noteTargetState(tenantId, callId, state.target_sid, target);
  }
  const call = { ...state, tenant_id: tenantId, call_id: callId, now: new Date() };
  const tending = decideTend(state);
  switch (tending.kind) {
    case "nothing":
      return;
    case "end":
      return endLegs(call, tending.call_sids);
    case "connect": {
      // Two that notice it at once: one connects.
      if (!(await endHold(tenantId, callId, state.changes, "room"))) return;
      await bringBack(call);
      const spans = [holdSpan(customerOf(call), "left_at", call.now)];
      const step = { kind: "handed_over", facts: { user_id: state.held_by } };
      return note(call, `tend:${state.changes}`, call.now, { spans, step });
    }
    case "leave_message": {
      // Once: a second redirect would cut the message.
      if (!(await endHold(tenantId, callId, state.changes, "dial"))) return;
      const customer = customerOf(call);
      await redirect(
        call,
        customer.call_sid,
        takeMessage(askingLeg(call, customer), tending.mailbox),
      );
      return;
    }
    default:
      tending satisfies never;
  }
}

/** Looks after all such calls, for webhooks that were lost. */
export async function tendAllCalls(): Promise<{ tended: number }> {
  const calls = await controlledCalls();
  for (const { tenant_id, call_id } of calls) {
    try {
      await tendCall(tenant_id, call_id);
    } catch (error) {
      console.error(`call ${call_id} was not looked after:`, error);
    }
  }
  return { tended: calls.length };
}
