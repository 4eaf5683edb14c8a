type Filterable = { filter(column: string, operator: string, value: unknown): unknown };

/**
 * Limits an update to the row as it was read: each of these columns must still have its value, so
 * that comparing and writing are one statement.
 * https://docs.postgrest.org/en/stable/references/api/tables_views.html#operators
 */
export function whereStill<Query extends Filterable>(query: Query, was: object): Query {
  for (const [column, value] of Object.entries(was)) {
    if (value === null) query.filter(column, "is", null);
    else query.filter(column, "eq", Array.isArray(value) ? arrayOf(value) : value);
  }
  return query;
}

/** https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO */
const arrayOf = (items: unknown[]) =>
  `{${items.map((item) => JSON.stringify(String(item))).join(",")}}`;

/** The columns of `row` that `changes` has too. */
export function only<Row extends object>(row: Row, changes: object): Partial<Row> {
  const picked: Partial<Row> = {};
  for (const name in row) if (name in changes) picked[name] = row[name];
  return picked;
}
