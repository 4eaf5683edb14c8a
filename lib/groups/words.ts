const listed = (names: readonly string[]) => new Intl.ListFormat("en").format(names);

/** "Ana, Ben, and Cleo", in the order of ringing. */
export function peopleWords(
  ids: readonly string[],
  people: readonly { user_id: string; name: string }[],
): string {
  const names = ids.flatMap((id) => people.find(({ user_id }) => user_id === id)?.name ?? []);
  return names.length > 0 ? listed(names) : "Nobody is in it";
}

/** Which routes ring a group. */
export function usedBy(routes: readonly string[]): string {
  return routes.length > 0 ? `rung by ${listed(routes)}` : "no published route rings it";
}

/** What the deletion of a group does. */
export function afterDeletion(routes: readonly string[]): string {
  if (routes.length === 0) return "No published route rings it.";
  const verb = routes.length === 1 ? "rings" : "ring";
  return `${listed(routes)} ${verb} it. From now on, calls go on there as if nobody were free.`;
}
