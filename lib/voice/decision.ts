import type { LegRole } from "@/lib/record/event";
import type { Phones } from "@/lib/routing/decide-turn";
import type { Turn } from "@/lib/routing/turn";
import type { RoomWay } from "@/lib/voice/room-leg";

/** The next turn of a call that follows a route. */
export type RouteDecision = {
  kind: "route";
  turn: Turn;
  call_id: string;
  /** The caller's leg. */
  call_sid: string;
  /** The published version of the route. */
  version: string;
  /** By person (E.164): whose phone may ring. */
  phones: Phones;
  /** Whose browser rings as well. */
  in_browser: string[];
  /** Browsers are rung in a LiveKit room. */
  rooms?: RoomWay | null;
  /** Nobody is rung but browsers whose page is just being loaded again: they get a moment. */
  gives_time?: boolean;
  caller_id: string;
  record: boolean;
  /** To be said before people talk, unless the caller has heard it. */
  notice: string | null;
  noticed: boolean;
  /** Nor is what follows to be recorded. */
  unrecorded: boolean;
  /** A voice agent has talked with the caller: whoever answers hears what about. */
  met_agent: boolean;
  /** The tenant's account at Twilio. */
  account_sid: string;
  time_limit_seconds: number;
  /** Whose audio files are played, from when on, and which of them cannot be had. */
  audio: { tenant_id: string; missing: ReadonlySet<string>; moment: Date };
};

/** Whom a leg may be with. */
export type PersonRole = Exclude<LegRole, "system">;

type AskedLeg = { call_id: string; role: PersonRole };

/** Of a supervisor: whether they are heard, and by whom alone. */
export type Heard = { isMuted: boolean; coaches: string | null };

/** What people ask of a call while they talk (lib/call-control). */
export type ControlDecision =
  | ({ kind: "hold_music"; moment: Date } & AskedLeg)
  /** Into the call's conference. */
  | ({
      kind: "join_room";
      user_id?: string;
      time_limit_seconds: number;
      heard?: Heard;
    } & AskedLeg)
  | ({
      kind: "ring_transfer";
      /** The customer's leg, which dials. */
      call_sid: string;
      /** An outside number where there is no person. */
      rings: {
        user_id: string | null;
        phone: string | null;
        further: string[];
        in_browser: boolean;
      };
      /** Who transfers the call; null where it comes back to them (`is_back`). */
      by: string | null;
      is_back: boolean;
      caller_id: string;
      record: boolean;
      time_limit_seconds: number;
      /** Since when the customer waits for it. */
      moment: Date;
    } & AskedLeg)
  /** A published route, at one of its steps. */
  | ({
      kind: "enter_route";
      version: string;
      step: string;
      moment: Date;
      /** The customer has heard the notice of this call. */
      noticed: boolean;
      /** The call is not recorded, or somebody has paused it. */
      unrecorded: boolean;
    } & AskedLeg)
  /** Null: the message is everybody's. `company` greets whoever has heard nothing yet. */
  | ({ kind: "take_message"; mailbox: string | null; company?: string } & AskedLeg);

/** What Twilio does next. Pure: the TwiML of each kind is in lib/voice/render.ts. */
export type Decision =
  | RouteDecision
  | ControlDecision
  /** A colleague asks whether they take the call over, or join it; or they supervise it. */
  | {
      kind: "ask_to_join";
      call_id: string;
      user_id: string;
      who: string;
      by: string | null;
      to: "take_over" | "join" | "supervise";
    }
  | {
      kind: "forward";
      call_id: string;
      /** The caller's leg. */
      call_sid: string;
      company: string;
      notice: string | null;
      phone: string | null;
      /** Their browser and further phones ring too, whichever answers. */
      in_browser: boolean;
      further?: string[];
      rooms?: RoomWay | null;
      /** Only one of theirs rings: how many have then, and how many they have. */
      devices?: { rung: number; of: number };
      user_id: string;
      caller_id: string;
      record: boolean;
      time_limit_seconds: number;
    }
  | {
      kind: "ask_to_accept";
      call_id: string;
      parent_sid?: string;
      user_id: string;
      who: string;
      /** How the call came: "Sales". */
      via?: string;
      /** Who transfers it. */
      by?: string;
      /** What the caller said to a voice agent, in a sentence. */
      summary?: string;
    }
  | {
      kind: "ask_to_connect";
      call_id: string;
      user_id?: string;
      who: string;
      to: string;
      extension: string;
      record: boolean;
      /** They asked for it; `via` is the queue: "Sales". */
      calls_back?: boolean;
      via?: string;
      /** Other phones of theirs ring for it too. */
      beside?: boolean;
    }
  /** They have pressed 1, and whether they did on another phone before is not known yet. */
  | {
      kind: "wait_to_connect";
      call_id: string;
      user_id?: string;
      to: string;
      extension: string;
      record: boolean;
      /** This is the time after so many. */
      waited: number;
    }
  | {
      kind: "dial_customer";
      call_id: string;
      /** The rep's leg, and the rep. */
      call_sid: string;
      user_id?: string;
      to: string;
      /** The digits to dial once `to` has answered, or "". */
      extension: string;
      caller_id: string;
      record: boolean;
      announce: boolean;
      time_limit_seconds: number;
    }
  | {
      kind: "dial_colleague";
      call_id: string;
      /** The caller's leg, and who they are. */
      call_sid: string;
      user_id?: string;
      callee_id: string;
      phone: string | null;
      further: string[];
      in_browser: boolean;
      rooms?: RoomWay | null;
      /** Null in a company without a number: a browser needs none. */
      caller_id: string | null;
      record: boolean;
      time_limit_seconds: number;
    }
  /** LiveKit has not taken the call: the browsers that were to ring are rung by Twilio. */
  | {
      kind: "ring_again";
      call_id: string;
      /** The leg that dials. */
      call_sid: string;
      user_ids: string[];
      seconds: number;
      /** Of the URL that the first <Dial> ended with. */
      query: Record<string, string>;
      /** What the legs say besides, as those of the first <Dial>. */
      leg: { left?: string; agent?: string };
      caller_id: string | null;
      record: boolean;
      time_limit_seconds: number;
    }
  | { kind: "reject" }
  /** A person tries their sound: what they say comes back. */
  | { kind: "echo" }
  /** `others` are being asked at this moment, and may press 1 as well. */
  | { kind: "bridge"; others: boolean }
  /** Somebody else has the caller, or they themselves (null) on another phone. */
  | { kind: "taken"; by: string | null }
  | { kind: "announce"; notice: string }
  | { kind: "not_accepted" }
  | { kind: "hangup" }
  | { kind: "say_and_hangup"; sentence: string };
