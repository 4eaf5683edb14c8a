/** What a person does with the phone, from whichever tab. */
export type Command =
  | { kind: "go_online" | "go_offline" | "problem_seen" }
  | { kind: "place" | "answer" | "decline" | "hang_up"; callId: string }
  | { kind: "mute"; callId: string; isMuted: boolean }
  | { kind: "press"; callId: string; keys: string }
  | { kind: "choose"; choice: { microphone?: string; speaker?: string } };
