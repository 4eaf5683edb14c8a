type Call = { user_id: string | null; callee_id: string | null };

/**
 * Whom an internal call is with, as a reader sees it: for who is called, who calls; for everybody
 * else, who is called. Null for a call with a customer.
 */
export function colleagueOf(
  { user_id, callee_id }: Call,
  people: readonly { user_id: string; name: string; removed_at: string | null }[],
  readerId: string,
): { user_id: string; name: string; isCalled: boolean; isHere: boolean } | null {
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
