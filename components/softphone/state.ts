import type { RoomState } from "@/components/rooms/room-state";

/** Why the browser's phone cannot do something; `problem.ts` has the sentences. */
export type ProblemCode =
  | "insecure_page"
  | "unsupported_browser"
  | "microphone_denied"
  | "microphone_missing"
  | "microphone_busy"
  | "browser_calls_off"
  | "signed_out"
  | "server_unreachable"
  | "twilio_unreachable"
  | "token_refused"
  | "call_waiting"
  | "on_a_call"
  | "call_failed"
  | "no_sound_path"
  | "device_lost"
  | "taken"
  | "taken_over"
  | "not_in_time"
  | "room_unreachable"
  | "keys_not_sent"
  | "room_lost";

/** The call that is placed or talked on in the browser. */
export type Talk = {
  callId: string;
  phase: "connecting" | "ringing" | "talking";
  isMuted: boolean;
  isReconnecting: boolean;
  /** Twilio's names of what is wrong with the sound, the first one first. */
  warnings: string[];
  /** The room it is in; null on Twilio's line. */
  room: RoomState | null;
};

export type PhoneState = {
  /** Whether calls reach this browser. `lost`: they did; the phone is reconnecting by itself. */
  line: "offline" | "connecting" | "ready" | "lost";
  talk: Talk | null;
  /** Ids of calls that ring, the oldest first; while there is a `talk` they wait. */
  incoming: string[];
  problem: ProblemCode | null;
  /** What the server said of it, in place of the problem's own sentence. */
  problemWords: string | null;
};

export type PhoneEvent =
  | { kind: "going_online" | "registered" | "line_lost" | "went_offline" | "problem_seen" }
  | { kind: "incoming" | "placing" | "answering" | "ringing" | "talking" | "ended"; callId: string }
  | { kind: "muted"; callId: string; isMuted: boolean }
  | { kind: "reconnecting" | "reconnected"; callId: string }
  | { kind: "warning" | "warning_cleared"; callId: string; name: string }
  | { kind: "room"; callId: string; room: RoomState }
  | { kind: "failed"; problem: ProblemCode; words?: string };

export const offline: PhoneState = {
  ...{ line: "offline", talk: null, incoming: [], problem: null, problemWords: null },
};

const newTalk = (callId: string): Talk => ({
  ...{ callId, phase: "connecting", isMuted: false, isReconnecting: false, warnings: [] },
  room: null,
});

/** What an event makes of the phone. Events repeat, and come late for calls that are over. */
export function nextState(state: PhoneState, event: PhoneEvent): PhoneState {
  switch (event.kind) {
    case "going_online":
      return { ...state, line: state.line === "ready" ? "ready" : "connecting", problem: null };
    case "registered":
      return { ...state, line: "ready", problem: null };
    case "line_lost":
      return state.line === "ready" ? { ...state, line: "lost" } : state;
    case "went_offline":
      return { ...offline, problem: state.problem, problemWords: state.problemWords };
    case "problem_seen":
      return { ...state, problem: null };
    case "failed":
      return { ...state, problem: event.problem, problemWords: event.words ?? null };
    case "incoming":
      if (isHere(state, event.callId)) return state;
      return { ...state, incoming: [...state.incoming, event.callId] };
    case "placing":
      return { ...state, talk: newTalk(event.callId), problem: null };
    case "answering":
      return { ...without(state, event.callId), talk: newTalk(event.callId), problem: null };
    case "ended":
      return without(state, event.callId);
    case "ringing":
      return change(state, event.callId, (talk) =>
        talk.phase === "talking" ? talk : { ...talk, phase: "ringing" },
      );
    case "talking":
      return change(state, event.callId, (talk) => ({ ...talk, phase: "talking" }));
    case "muted":
      return change(state, event.callId, (talk) => ({ ...talk, isMuted: event.isMuted }));
    case "reconnecting":
      return change(state, event.callId, (talk) => ({ ...talk, isReconnecting: true }));
    case "reconnected":
      return change(state, event.callId, (talk) => ({ ...talk, isReconnecting: false }));
    case "room":
      return change(state, event.callId, (talk) => ({ ...talk, room: event.room }));
    case "warning":
      return change(state, event.callId, (talk) => ({
        ...talk,
        warnings: [...talk.warnings.filter((name) => name !== event.name), event.name],
      }));
    case "warning_cleared":
      return change(state, event.callId, (talk) => ({
        ...talk,
        warnings: talk.warnings.filter((name) => name !== event.name),
      }));
  }
}

function isHere({ talk, incoming }: PhoneState, callId: string): boolean {
  return talk?.callId === callId || incoming.includes(callId);
}

function without(state: PhoneState, callId: string): PhoneState {
  if (!isHere(state, callId)) return state;
  return {
    ...state,
    talk: state.talk?.callId === callId ? null : state.talk,
    incoming: state.incoming.filter((id) => id !== callId),
  };
}

function change(state: PhoneState, callId: string, next: (talk: Talk) => Talk): PhoneState {
  return state.talk?.callId === callId ? { ...state, talk: next(state.talk) } : state;
}
