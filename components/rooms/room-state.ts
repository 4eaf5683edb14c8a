/** Somebody in a room, as it is shown. */
export type InRoom = {
  identity: string;
  /** As their token has it; of the caller's phone, what LiveKit makes of its number. */
  name: string;
  isMe: boolean;
  /** The caller, who is on a telephone. */
  isPhone: boolean;
  isSpeaking: boolean;
  isMuted: boolean;
};

/** The room that this browser is in, beside what is known of every call. */
export type RoomState = {
  people: InRoom[];
  /** Only listens, unseen by the others. */
  isListening: boolean;
  /** False while the connection that carries the sound is made again. */
  isHeard: boolean;
  isSpeakerOff: boolean;
  /** The browser plays nothing before a click. */
  isSoundBlocked: boolean;
  /** Nobody speaks, and the call ends in so many seconds; null otherwise. */
  endsInSeconds: number | null;
};
