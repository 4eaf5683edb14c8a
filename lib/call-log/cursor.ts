import { z } from "zod";

/**
 * A place in a list ordered by `(created_at, id)`, newest first; created_at as Postgres wrote it,
 * to the microsecond.
 */
export type Cursor<Id = string> = { created_at: string; id: Id };

/** As Postgres writes it in UTC, and a moment that exists: it is compared there. */
const Timestamp = z
  .string()
  .regex(/^(19[7-9]\d|2\d{3})-.*:\d\d(\.\d{1,6})?(\+00:00|Z)$/)
  .pipe(z.iso.datetime({ offset: true }));

/** Reads a cursor from an address, where ids are as `Id` says; undefined when it is none. */
export function cursorReader<Id extends z.ZodType>(Id: Id) {
  return (text: unknown): Cursor<z.output<Id>> | undefined => {
    const [at, of, ...more] = typeof text === "string" ? text.split("~") : [];
    const [created_at, id] = [Timestamp.safeParse(at).data, Id.safeParse(of).data];
    if (!created_at || id === undefined || more.length > 0) return undefined;
    return { created_at, id };
  };
}

export const readCursor = cursorReader(z.uuid());

export function writeCursor({ created_at, id }: Cursor<string | number>): string {
  // Without the plus sign, which an address reads as a space.
  return `${created_at.replace("+00:00", "Z")}~${id}`;
}

/**
 * The PostgREST condition that, together with `created_at <= cursor`, leaves what comes after it.
 */
export function olderThan({ created_at, id }: Cursor<string | number>): string {
  return `created_at.lt.${created_at},id.lt.${id}`;
}

/** Of one row more than a page: the page, and where the next begins. */
export function pageOf<Row extends Cursor<string | number>>(rows: Row[], size: number) {
  const page = rows.slice(0, size);
  const last = page.at(-1);
  return { rows: page, next: rows.length > size && last ? writeCursor(last) : undefined };
}
