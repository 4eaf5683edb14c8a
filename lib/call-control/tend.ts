import "server-only";
import {
  decideSupervision,
  decideTend,
  endedTwins,
  targetStateOf,
} from "@/lib/call-control/decide";
import {
  type ControlState,
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
  letGo,
  note,
  redirect,
} from "@/lib/call-control/moves";
import { announceSupervision, changeParticipant, changesOf } from "@/lib/call-control/room";
import { noteSupervision } from "@/lib/call-control/supervision-machine";
import { takeMessage } from "@/lib/voice/decide-control";

type Tended = ControlState & { tenant_id: string; call_id: string; now: Date };

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
  await letGo(call, endedTwins(state.legs));
  if (await tendSupervision(call)) return tendCall(tenantId, callId);
  await tendCustomer(call);
}

/** True where there may be more to do. */
async function tendSupervision(call: Tended): Promise<boolean> {
  const { tenant_id, call_id, supervision } = call;
  if (!supervision) return false;
  const noted = (said: Parameters<typeof noteSupervision>[3]) =>
    noteSupervision(tenant_id, call_id, supervision.user_id, said);
  const doing = decideSupervision(call);
  switch (doing.kind) {
    case "nothing":
      return false;
    case "gone":
      await noted({ state: "gone" });
      return false;
    case "stop":
      if (await letGo(call, doing.call_sids)) await noted({ state: "gone", stopped: true });
      return false;
    case "hear":
      if (!(await changeParticipant(call, doing.call_sid, changesOf(doing.heard)))) return false;
      return noted({ state: "in", applied: doing.applied });
    case "announce":
      // Of those that notice it within seconds one says it; where it fails, the next tries again.
      if (!(await noted({ applied: `announcing ${seconds(call.now, announceSeconds)}` })))
        return false;
      return (await announce(call)) && noted({ announced: true });
    case "take_over":
      if (await letGo(call, doing.call_sids)) await noted({ taken_over: true });
      return false;
    default:
      return doing satisfies never;
  }
}

const announceSeconds = 10;
const seconds = (now: Date, each: number) => Math.floor(now.getTime() / 1000 / each);

/** False where nobody may have heard it. */
async function announce(call: Tended): Promise<boolean> {
  try {
    return await announceSupervision(call);
  } catch (error) {
    console.error(`a supervisor of call ${call.call_id} was not announced:`, error);
    return false;
  }
}

async function tendCustomer(call: Tended): Promise<void> {
  const { tenant_id, call_id } = call;
  const tending = decideTend(call);
  switch (tending.kind) {
    case "nothing":
      return;
    case "end":
      return endLegs(call, tending.call_sids);
    case "connect": {
      // Two that notice it at once: one connects.
      if (!(await endHold(tenant_id, call_id, call.changes, "room"))) return;
      await bringBack(call);
      const spans = [holdSpan(customerOf(call), "left_at", call.now)];
      const step = { kind: "handed_over", facts: { user_id: call.held_by } };
      return note(call, `tend:${call.changes}`, call.now, { spans, step });
    }
    case "leave_message": {
      // Once: a second redirect would cut the message.
      if (!(await endHold(tenant_id, call_id, call.changes, "dial"))) return;
      const customer = customerOf(call);
      const message = takeMessage(askingLeg(call, customer), tending.mailbox);
      return redirect(call, customer.call_sid, message);
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
