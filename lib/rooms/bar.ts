import "server-only";
import type { Tables } from "@/lib/db/supabase/database.types";
import type { InRoom } from "@/lib/rooms/schema";

/** What the call bar reads of the rooms of a call, and of who is rung to come into them. */
export const roomColumns =
  "rooms(kind, started_at, answered_at, ended_at), room_people(user_id, over_at, invited_by)";

type Room = Pick<Tables<"rooms">, "kind" | "started_at" | "answered_at" | "ended_at">;
type Rung = Pick<Tables<"room_people">, "user_id" | "over_at" | "invited_by">;

/** How a live call stands that is in a room, or rings people there, as the bar shows it. */
export type BarRoom = {
  isMeeting: boolean;
  /** It rings the reader, who answers it or, where others talk already, joins them. */
  rings: "answer" | "join" | null;
  /** The colleague who asks the reader to come, by name; null: nobody, or not any more. */
  askedBy: string | null;
  /** The reader is in the room, in whichever of their browsers. */
  isIn: boolean;
  /** The others who are there, or asked to come. */
  people: InRoom[];
  /** It goes on when the reader leaves. */
  goesOn: boolean;
};

/** Null for a call without a room that goes on. `people` are who is there, as the reader knows. */
export function barRoom(
  { rooms, room_people: rung }: { rooms: readonly Room[]; room_people: readonly Rung[] },
  userId: string,
  people: readonly InRoom[],
): BarRoom | null {
  const [room] = rooms
    .filter(({ ended_at }) => ended_at === null)
    .toSorted((one, other) => other.started_at.localeCompare(one.started_at));
  const mine = rung.filter(({ user_id, over_at }) => user_id === userId && over_at === null);
  const isRung = mine.length > 0;
  if (!room && !isRung) return null;
  const talkers = people
    .filter(({ state, is_listener }) => state === "in" && !is_listener)
    .map(({ user_id }) => user_id);
  const asking = mine.find(({ invited_by }) => invited_by !== null)?.invited_by;
  const isMeeting = room?.kind === "meeting";
  const goesOn = !isMeeting && room?.answered_at != null;
  return {
    isMeeting,
    rings: isRung ? (goesOn ? "join" : "answer") : null,
    askedBy: people.find(({ user_id }) => user_id === asking)?.name ?? null,
    isIn: talkers.includes(userId),
    goesOn: talkers.filter((user) => user !== userId).length > (isMeeting ? 1 : 0),
    people: people.filter(({ user_id, state }) => user_id !== userId && state !== "left"),
  };
}

/** Who else is in a meeting, or asked to it, as its title: "Ana, Bo and 2 more". */
export function meetingName(people: readonly InRoom[], userId: string): string {
  const others = people
    .filter(({ user_id, state }) => user_id !== userId && state !== "left" && state !== "declined")
    .map(({ name }) => name);
  const [first, second, ...more] = others;
  if (!first) return "Meeting";
  if (!second) return first;
  return more.length > 0 ? `${first}, ${second} and ${more.length} more` : `${first} and ${second}`;
}
