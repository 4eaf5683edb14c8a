/** A call that rings in a room: it is answered, or joined where people talk already. */
export type Rung = { callId: string; as: "answer" | "join" };

/** What a person does with the phone, from whichever tab. */
export type Command =
  | { kind: "go_online" | "go_offline" | "problem_seen" }
  | { kind: "place" | "answer" | "decline" | "hang_up"; callId: string }
  | { kind: "mute"; callId: string; isMuted: boolean }
  | { kind: "press"; callId: string; keys: string }
  /** Which calls ring this person in a room, as the page knows from the server. */
  | { kind: "rung"; calls: Rung[] }
  /** Comes into the room of a call that goes on. */
  | { kind: "join"; callId: string; as: "join" | "listen" }
  /** In a room: the other sides are not heard, or heard again. */
  | { kind: "speaker"; callId: string; isOff: boolean }
  /** Plays what the browser has blocked: it wants a click. */
  | { kind: "hear"; callId: string }
  | { kind: "choose"; choice: { microphone?: string; speaker?: string } };
