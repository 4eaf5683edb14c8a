/** JSON with its names in one order: Postgres has an order of its own. */
export function written(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === "object" && item !== null && !Array.isArray(item)
      ? Object.fromEntries(
          Object.entries(item).toSorted(([one], [other]) => (one < other ? -1 : 1)),
        )
      : item,
  );
}

/** Whether two values are the same, in whatever order their names stand. */
export function isSame(one: unknown, other: unknown): boolean {
  return written(one) === written(other);
}
