import { admin } from "@/tests/telephony/record/call-record";

export type Row = Record<string, unknown>;

/**
 * Every table of the exposed schema: a new one is covered by the tests without anyone naming it.
 */
export const tables: string[] = (
  await admin`select tablename from pg_tables where schemaname = 'public' order by tablename`
).map((row) => row.tablename);

/** The column that says whose a row is. */
export const owner = (table: string) => (table === "tenants" ? "id" : "tenant_id");

const asked = new Map<string, Promise<string[]>>();

/** The columns that a signed-in person's role is granted, from the catalog, asked once. */
export function grantedColumns(
  table: string,
  privilege: "SELECT" | "INSERT" | "UPDATE",
): Promise<string[]> {
  const question = `${privilege} ${table}`;
  const known = asked.get(question) ?? askGrants(table, privilege);
  asked.set(question, known);
  return known;
}

async function askGrants(table: string, privilege: string): Promise<string[]> {
  const rows = await admin`
    select attname from pg_attribute
    where attrelid = ${`public.${table}`}::regclass and attnum > 0 and not attisdropped
      and has_column_privilege('authenticated', attrelid, attnum, ${privilege})
    order by attnum`;
  return rows.map((row) => row.attname);
}

/**
 * What an insert may name: the columns granted for it, without a grant all that are not generated.
 */
export async function columnsToAdd(table: string): Promise<string[]> {
  const granted = await grantedColumns(table, "INSERT");
  if (granted.length > 0) return granted;
  const rows = await admin`
    select attname from pg_attribute
    where attrelid = ${`public.${table}`}::regclass and attnum > 0 and not attisdropped
      and attgenerated = '' and attidentity = ''`;
  return rows.map((row) => row.attname);
}

/**
 * A tenant's rows in a table, and with `xmin` when each was last written, though it were to the
 * same value.
 */
export async function rowsOf(table: string, tenantId: string): Promise<Row[]> {
  const rows = await admin`
    select to_jsonb(t) as row, xmin::text as written from ${admin(`public.${table}`)} t
    where ${admin(owner(table))} = ${tenantId} order by to_jsonb(t)::text`;
  return rows.map(({ row, written }) => ({ ...row, written }));
}

/** Everything a tenant has, to compare before and after. */
export async function everythingOf(tenantId: string): Promise<Record<string, Row[]>> {
  const found = await Promise.all(
    tables.map(async (table) => [table, await rowsOf(table, tenantId)] as const),
  );
  return Object.fromEntries(found);
}

/** Only these columns of a row. */
export const pick = (row: Row, columns: string[]): Row =>
  Object.fromEntries(columns.map((column) => [column, row[column]]));
