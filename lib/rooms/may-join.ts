import type { InRoom } from "@/lib/rooms/schema";

/** Whether a rep may come into a running room: it is their call, or they were asked into it. */
export function mayJoin(
  call: { user_id: string | null; callee_id: string | null },
  people: readonly Pick<InRoom, "user_id" | "is_listener">[],
  userId: string,
): boolean {
  return (
    call.user_id === userId ||
    call.callee_id === userId ||
    people.some((one) => one.user_id === userId && !one.is_listener)
  );
}
