type Call = {
  user_id: string | null;
  callee_id: string | null;
  /** Who was asked into the room of a meeting. */
  room_people?: readonly { user_id: string }[];
};

type Person = { user_id: string; name: string; removed_at: string | null };

/** Whether a call is a meeting of colleagues, where nobody calls one other. */
export function isMeeting({ direction, callee_id }: Call & { direction: string }): boolean {
  return direction === "internal" && callee_id === null;
}

/**
 * Whom an internal call is with, as a reader sees it: for who is called, who calls; for everybody
 * else, who is called. Null for a call with a customer.
 */
export function colleagueOf(
  call: Call & { direction: string },
  people: readonly Person[],
  readerId: string,
): { user_id: string; name: string; isCalled: boolean; isHere: boolean } | null {
  const { user_id, callee_id } = call;
  if (isMeeting(call)) {
    const name = meetingWith(call, people, readerId);
    return { user_id: "", name, isCalled: false, isHere: false };
  }
  if (callee_id === null) return null;
  const isCalled = callee_id === readerId;
  const other = isCalled ? user_id : callee_id;
  const person = people.find((each) => each.user_id === other);
  const name = person?.name ?? "A colleague";
  return { user_id: other ?? "", name, isCalled, isHere: person?.removed_at === null };
}

/** "Ana, Bo and Cy". */
const listed = new Intl.ListFormat("en-GB");

/** "Meeting with Ana and Bo": the others, as whoever was there or has begun it sees them. */
function meetingWith(call: Call, people: readonly Person[], readerId: string): string {
  const all = new Set([call.user_id, ...(call.room_people ?? []).map(({ user_id }) => user_id)]);
  all.delete(all.has(readerId) ? readerId : call.user_id);
  const names = people.filter(({ user_id }) => all.has(user_id)).map(({ name }) => name);
  if (names.length === 0) return "Meeting";
  const shown = names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} more`] : names;
  return `Meeting with ${listed.format(shown)}`;
}

/** Whether a reader is on a call: its rep, the colleague called, or who talked beside them. */
export function isOn(
  { user_id, callee_id, talked_with }: Call & { talked_with: readonly string[] },
  readerId: string,
): boolean {
  return user_id === readerId || callee_id === readerId || talked_with.includes(readerId);
}
