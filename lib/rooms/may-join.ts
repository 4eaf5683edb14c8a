/**
 * Whether a rep may come into a running room: it is their call, or they were asked into it. To have
 * been rung with others is not enough for machine.enter_room.
 */
export function mayJoin(
  call: { user_id: string | null; callee_id: string | null },
  { userId, isInvited }: { userId: string; isInvited: boolean },
): boolean {
  return isInvited || call.user_id === userId || call.callee_id === userId;
}

/** Whether people talk in a room, as far as is known. */
export function goesOn(room: {
  kind: string;
  answered_at: string | null;
  ended_at: string | null;
}): boolean {
  return room.ended_at === null && (room.kind === "meeting" || room.answered_at !== null);
}
