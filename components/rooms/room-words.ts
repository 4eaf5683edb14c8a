import type { InRoom } from "@/components/rooms/room-state";
import type { Talk } from "@/components/softphone/state";

/** While the connection is made again, and the sound may not be lost. */
export const stayWords = "Reconnecting… Stay on the line; the sound may go on.";

/** How the connection stands, in words; null where a call is talked on as it should be. */
export function connectionWords(
  { phase, isReconnecting, room }: Pick<Talk, "phase" | "isReconnecting" | "room">,
  who: "caller" | "others",
): string {
  if (phase === "connecting") return "Connecting…";
  if (!isReconnecting) return "Connected";
  if (room?.isHeard) return stayWords;
  const others = who === "caller" ? "The caller" : "The others";
  return room?.isListening ? "Reconnecting…" : `Reconnecting… ${others} can't hear you.`;
}

type Called = {
  customer: string;
  room: {
    isMeeting: boolean;
    rings: "answer" | "join" | null;
    askedBy: string | null;
    people: readonly { state: string }[];
  } | null;
};

/** What a call in a room does, where that is more than what any call does; null: it is not. */
export function roomSentence({ room, customer }: Called): string | null {
  if (!room) return null;
  const { rings, askedBy, isMeeting, people } = room;
  if (rings && askedBy) {
    if (isMeeting) return `${askedBy} calls you into a meeting`;
    return `${askedBy} asks you to join the call with ${customer}`;
  }
  if (!isMeeting || rings) return null;
  if (people.length === 0) return "Waiting for others…";
  const isTogether = people.some(({ state }) => state === "in");
  return isTogether ? `Meeting with ${customer}` : `Waiting for ${customer}…`;
}

/** "You", or the name; a caller is called as the call is. */
export function nameOf({ isMe, isPhone, name }: InRoom, customer: string): string {
  if (isMe) return "You";
  return isPhone ? customer : name || "A colleague";
}

/** "The call ends in 5 s", said while nobody speaks. */
export function silenceWords(seconds: number): string {
  return seconds > 0
    ? `Nobody is speaking. The call ends in ${seconds} s.`
    : "Nobody is speaking. The call is ending.";
}
