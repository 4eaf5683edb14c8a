import { Live } from "@/components/live/live";
import { JoinButtons } from "@/components/rooms/join-buttons";
import { RoomPeople } from "@/components/rooms/room-people";
import { Card } from "@/components/ui/card";
import { atLeast, type Member } from "@/lib/auth/member";
import { isInvited } from "@/lib/rooms/invited";
import { goesOn, mayJoin } from "@/lib/rooms/may-join";
import { readPeopleInRoom, type readRoom } from "@/lib/rooms/store";
import { endWords } from "@/lib/rooms/words";

type Room = NonNullable<Awaited<ReturnType<typeof readRoom>>>;
type Call = { id: string; user_id: string | null; callee_id: string | null };

/** On a call's page: its room, who is there or was, and the way in while it goes on. */
export async function RoomOnCall({
  call,
  room,
  member,
}: {
  call: Call;
  room: Room;
  member: Member;
}) {
  const { db, user_id } = member;
  const isOpen = goesOn(room);
  const [people, invited] = await Promise.all([
    readPeopleInRoom(db, call.id),
    isOpen && isInvited(member, call.id),
  ]);
  const isManager = atLeast(member, "manager");
  const isTheirs = mayJoin(call, { userId: user_id, isInvited: invited });
  const joins = isOpen && (isManager || isTheirs);
  const ended = room.ended_at === null ? null : endWords(room.end_reason);
  if (!joins && people.length === 0 && !ended) return null;
  return (
    <Card
      title={room.kind === "meeting" ? "Meeting" : "Room"}
      description={joins && isManager ? "Joining and listening is in the activity log." : undefined}
    >
      <Live
        on={[
          { subject: "rooms", call_id: [call.id] },
          { subject: "room_people", call_id: [call.id] },
        ]}
      />
      <div className="flex flex-col gap-4">
        {people.length > 0 && <RoomPeople people={people} me={user_id} />}
        {joins && (
          <JoinButtons callId={call.id} userId={user_id} listens={isManager && !isTheirs} />
        )}
        {ended && <p className="text-[13px] text-muted">{ended}</p>}
      </div>
    </Card>
  );
}
