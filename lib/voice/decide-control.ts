import type { ControlFacts, RingFacts } from "@/lib/voice/control-facts";
import type { Decision, Heard, PersonRole } from "@/lib/voice/decision";

/** The leg that asks, and what its URLs say of it. */
export type AskingLeg = {
  call_id: string;
  role: PersonRole;
  user_id?: string;
  time_limit_seconds: number;
  moment: Date;
};

const isCustomer = ({ role }: AskingLeg) => role === "caller" || role === "customer";

/**
 * A leg whose <Dial> is over because people have asked for something else: where it goes now. Null
 * where the call is over for it.
 */
export function decideMoved(control: ControlFacts | null, leg: AskingLeg): Decision | null {
  if (!control || control.customer_in === "dial") return null;
  if (!isCustomer(leg)) return joinRoom(leg);
  return control.customer_in === "hold" ? holdMusic(leg) : joinRoom(leg);
}

/**
 * The customer has heard a minute of music; `isKnown`: the database was there. Of whom a message is
 * to be taken, lib/call-control does that.
 */
export function decideHeld(
  control: ControlFacts | null,
  leg: AskingLeg,
  isKnown: boolean,
): Decision {
  if (!control) return isKnown ? { kind: "hangup" } : holdMusic(leg);
  if (control.customer_in === "room") return joinRoom(leg);
  // Whoever put them on hold has gone, and nobody is being rung.
  const isLeft = control.customer_in === "hold" && !control.is_company_live;
  return isLeft && control.mode !== "warm" ? { kind: "hangup" } : holdMusic(leg);
}

/** Whoever was asked to take the call has picked up, or pressed something. */
export function decideConsult(
  control: ControlFacts | null,
  leg: AskingLeg & { call_sid: string; inBrowser: boolean; digits: string | null },
  who: string,
): Decision {
  // Picked up before it was known which leg it is.
  const isNew = control?.mode === "warm" && control.target_sid === null;
  // On any of their phones or in their browser: all ring.
  const isAsked = control?.target_user
    ? control.mode === "warm" && control.target_user === leg.user_id
    : control?.target_sid === leg.call_sid;
  if (control && !isNew && !isAsked) {
    return { kind: "say_and_hangup", sentence: "This call isn't being transferred any more." };
  }
  if (leg.role === "outside" || leg.inBrowser || leg.digits === "1") return joinRoom(leg);
  if (leg.digits !== null) return { kind: "not_accepted" };
  const { call_id, user_id = "" } = leg;
  const by = control?.asked_by_name ?? null;
  return { kind: "ask_to_join", call_id, user_id, who, by, to: "take_over" };
}

type Joining = AskingLeg & {
  inBrowser: boolean;
  digits: string | null;
  by: string | null;
  isOver: boolean;
};

/** Whoever was added to a call, or supervises it, has picked up, or pressed something. */
export function decideJoin(control: ControlFacts | null, leg: Joining, who: string): Decision {
  const { call_id, user_id = "", role, by } = leg;
  const supervision = control?.supervision;
  if (!control || leg.isOver || control.customer_in === "dial") {
    return { kind: "say_and_hangup", sentence: "This call has ended." };
  }
  if (role === "supervisor" && supervision?.user_id !== user_id) {
    return { kind: "say_and_hangup", sentence: "You don't supervise this call any more." };
  }
  if (role === "outside" || leg.inBrowser || leg.digits === "1") {
    if (role !== "supervisor" || !supervision) return joinRoom(leg);
    return { ...joinRoom(leg), heard: heardNow(supervision) };
  }
  if (leg.digits !== null) return { kind: "not_accepted" };
  const to = role === "supervisor" ? "supervise" : "join";
  return { kind: "ask_to_join", call_id, user_id, who, by, to };
}

type Supervision = Pick<
  NonNullable<ControlFacts["supervision"]>,
  "mode" | "hears_whisper" | "must_announce"
>;

/** Who hears a supervisor: nobody until it is announced, or while there is nobody to whisper to. */
export function heardNow({ mode, hears_whisper, must_announce }: Supervision): Heard {
  if (must_announce) return { isMuted: true, coaches: null };
  if (mode === "barge" || mode === "take_over") return { isMuted: false, coaches: null };
  const coaches = mode === "whisper" ? hears_whisper : null;
  return { isMuted: coaches === null, coaches };
}

/**
 * The <Dial> of a transferred customer has ended. Of one that nobody has taken, whoever transferred
 * the call is rung; if they don't answer either, the customer leaves a message for them.
 */
export function decideTransferred(
  control: ControlFacts | null,
  back: RingFacts | null,
  leg: AskingLeg & { call_sid: string; caller_id: string; record: boolean },
  dialed: { connected: boolean; wasBack: boolean },
): Decision {
  const moved = decideMoved(control, leg);
  if (moved) return moved;
  if (dialed.connected) return { kind: "hangup" };
  const by = control?.asked_by;
  if (!by) return takeMessage(leg, null);
  const canRing = back && back.availability !== "on_call" && (back.phone || back.in_browser);
  if (dialed.wasBack || !canRing) return takeMessage(leg, by);
  const { user_id, phone, further_phones: further, in_browser } = back;
  return {
    ...{ kind: "ring_transfer", call_id: leg.call_id, call_sid: leg.call_sid, role: leg.role },
    ...{ caller_id: leg.caller_id, record: leg.record, moment: leg.moment, is_back: true },
    ...{ time_limit_seconds: leg.time_limit_seconds, by: null },
    rings: { user_id, phone, further, in_browser },
  };
}

type TakeMessage = Extract<Decision, { kind: "take_message" }>;
type JoinRoom = Extract<Decision, { kind: "join_room" }>;

export function holdMusic({ call_id, role, moment }: AskingLeg): Decision {
  return { kind: "hold_music", call_id, role, moment };
}

export function joinRoom(leg: AskingLeg): JoinRoom {
  const { call_id, role, user_id, time_limit_seconds } = leg;
  return { kind: "join_room", call_id, role, user_id, time_limit_seconds };
}

export function takeMessage(
  { call_id, role }: Pick<AskingLeg, "call_id" | "role">,
  mailbox: string | null,
): TakeMessage {
  return { kind: "take_message", call_id, role, mailbox };
}
