type Call = { user_id: string | null; callee_id: string | null };

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
  people: readonly { user_id: string; name: string; removed_at: string | null }[],
  readerId: string,
): { user_id: string; name: string; isCalled: boolean; isHere: boolean } | null {
  const { user_id, callee_id } = call;
  if (isMeeting(call)) return { user_id: "", name: "Meeting", isCalled: false, isHere: false };
  if (callee_id === null) return null;
  const isCalled = callee_id === readerId;
  const other = isCalled ? user_id : callee_id;
  const person = people.find((each) => each.user_id === other);
  const name = person?.name ?? "A colleague";
  return { user_id: other ?? "", name, isCalled, isHere: person?.removed_at === null };
}

/** Whether a reader is on a call, as its rep or as the colleague who is called. */
export function isOn({ user_id, callee_id }: Call, readerId: string): boolean {
  return user_id === readerId || callee_id === readerId;
}
