import "server-only";
import { somebodyIn } from "@/lib/call-control/add";
import { type Asked, ask, keyOf, type Person } from "@/lib/call-control/ask";
import { beginHold, endHold } from "@/lib/call-control/hold";
import { type ControlLeg, noteTarget, undoControl, type Want } from "@/lib/call-control/machine";
import {
  askingLeg,
  customerOf,
  endLegs,
  holdSpan,
  letGo,
  Moved,
  note,
  redirect,
  redirectUnrecorded,
} from "@/lib/call-control/moves";
import { outsideNumber, ringIn } from "@/lib/call-control/ring";
import type { Target, Transfer } from "@/lib/call-control/schema";
import { AppError } from "@/lib/core/errors";
import { shownOnTransfer } from "@/lib/voice/caller-id";
import { takeMessage } from "@/lib/voice/decide-control";
import type { Decision } from "@/lib/voice/decision";

type Transferring = Person & { name: string };

/**
 * Transfers a call, or says what becomes of a warm transfer. Throws AppError as `ask`, and 400 for
 * what isn't a number.
 */
export async function transferCall(
  member: Transferring,
  callId: string,
  input: Transfer,
): Promise<void> {
  if ("action" in input) {
    await settle(member, callId, input.action);
    return;
  }
  const { mode } = input;
  const want = wantOf(member, input.to, mode);
  await ask(member, callId, want, (asked) =>
    mode === "cold" ? sendOn(member, asked, want) : consult(member, asked, want),
  );
}

type WantTransfer = Extract<Want, { kind: "transfer" }>;

function wantOf(member: Person, to: Target, mode: "warm" | "cold"): WantTransfer {
  if ("voicemailOf" in to) {
    if (mode === "warm") {
      const sentence = "A mailbox can't be asked first: transfer the call to it.";
      throw new AppError("bad_request", "invalid_input", sentence);
    }
    return { kind: "transfer", mode, to: "voicemail", user_id: to.voicemailOf };
  }
  if ("routeId" in to) {
    if (mode === "warm") {
      const sentence = "A group can't be asked first: transfer the call to it.";
      throw new AppError("bad_request", "invalid_input", sentence);
    }
    return { kind: "transfer", mode, to: "route", route: to.routeId, step: to.step ?? null };
  }
  return { kind: "transfer", mode, ...somebodyIn(member, to) };
}

/** Connects the customer at once; who transfers is free. */
async function sendOn(member: Transferring, asked: Asked, want: WantTransfer): Promise<void> {
  const customer = customerOf(asked);
  const { now, was } = asked;
  const waits = { space: "queue", name: "transfer", call_sid: customer.call_sid } as const;
  await note(asked, keyOf(asked), now, {
    // Until the first phone is heard of, the customer waits for it; in a route, to its end.
    spans: [
      { ...waits, entered_at: now.toISOString() },
      ...(was.customer_in === "hold" ? [holdSpan(customer, "left_at", now)] : []),
    ],
    step: { kind: "transferred", facts: stepFacts(member, want, asked.rings?.name ?? null) },
  });
  try {
    const next = nextOf(member, asked, want);
    if (was.customer_in === "room") await redirectUnrecorded(asked, customer, next);
    else await redirect(asked, customer.call_sid, next);
  } catch (error) {
    if (error instanceof Moved) throw error;
    const spans = [{ ...waits, left_at: now.toISOString() }];
    await note(asked, `${keyOf(asked)}:failed`, now, { spans });
    throw error;
  }
  const others = asked.legs.filter(({ side }) => side === "company" || side === "supervisor");
  if (was.customer_in) {
    await letGo(
      asked,
      others.map(({ call_sid }) => call_sid),
    );
  }
}

function nextOf({ name }: Transferring, asked: Asked, want: WantTransfer) {
  const customer = customerOf(asked);
  const leg = askingLeg(asked, customer);
  if (want.to === "voicemail") return takeMessage(leg, want.user_id);
  const { rings } = asked;
  if (rings?.version && rings.step) {
    const { version, step } = rings;
    const { call_id, now: moment, record: noticed } = asked;
    const unrecorded = !asked.record || asked.is_paused;
    const enters = { kind: "enter_route", call_id, role: leg.role, version, step, moment } as const;
    return { ...enters, noticed, unrecorded };
  }
  const user_id = want.to === "person" ? want.user_id : null;
  const decision: Decision = {
    kind: "ring_transfer",
    role: leg.role,
    ...{ call_id: asked.call_id, call_sid: customer.call_sid },
    caller_id: shownOnTransfer(asked, want),
    ...{ by: name, is_back: false, moment: asked.now, record: asked.record && !asked.is_paused },
    time_limit_seconds: asked.time_limit_seconds,
    rings: {
      user_id,
      phone: rings?.phone ?? null,
      further: rings?.further_phones ?? [],
      in_browser: rings?.in_browser ?? false,
    },
  };
  return decision;
}

function stepFacts({ user_id }: Person, want: WantTransfer, name: string | null = null) {
  const { mode, to } = want;
  const target = "user_id" in want && { target_user_id: want.user_id };
  return { user_id, mode, to, ...target, ...(to === "route" && { name }) };
}

/** Puts the customer on hold and rings whoever is to take the call. */
async function consult(member: Transferring, asked: Asked, want: WantTransfer): Promise<void> {
  if (asked.was.customer_in !== "hold") await beginHold(member, asked);
  const { call_id, tenant_id } = asked;
  const who =
    want.to === "person" ? ({ role: "rep", user_id: want.user_id } as const) : outsideNumber;
  let sids: string[];
  try {
    sids = await ringIn(asked, "consult", who);
  } catch (error) {
    // The customer stays on hold, as whoever asked can see.
    const onHold = { customer_in: "hold" as const, held_by: member.user_id, held_at: asked.now };
    const was = { ...asked.was, tenant_id, call_id, ...onHold };
    await undoControl(tenant_id, call_id, { ...asked, was });
    throw error;
  }
  const step = { kind: "asked", facts: stepFacts(member, want) };
  await note(asked, `${keyOf(asked)}:asked`, new Date(), { step });
  // Taken back while they were being rung.
  const isWanted = await noteTarget(tenant_id, call_id, asked.changes, sids[0] ?? "");
  if (!isWanted) await endLegs(asked, sids);
}

/** A warm transfer ends: the two go on without whoever asked, all three talk, or nobody comes. */
async function settle(
  member: Person,
  callId: string,
  action: "complete" | "take_back" | "merge",
): Promise<void> {
  await ask(member, callId, { kind: action }, async (asked) => {
    if (action === "take_back") await endLegs(asked, targetLegs(asked));
    const why = { complete: "handed_over", take_back: "taken_back", merge: "merged" } as const;
    await endHold(member, asked, why[action]);
    if (action !== "complete") return;
    const own = asked.legs.filter(({ user_id }) => user_id === member.user_id);
    await letGo(
      asked,
      own.map(({ call_sid }) => call_sid),
    );
  });
}

/** Whoever was asked: a number's leg, or all of a person's. */
function targetLegs({ was, legs }: Asked): string[] {
  const isAsked = ({ call_sid, user_id }: ControlLeg) =>
    was.target_user ? user_id === was.target_user : call_sid === was.target_sid;
  return legs.filter(isAsked).map(({ call_sid }) => call_sid);
}
