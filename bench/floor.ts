import type { Sql } from "postgres";

/** The table that the floor's handler writes into, and the right to; `sql` is the superuser's. */
export async function layFloor(sql: Sql): Promise<void> {
  await sql.unsafe(`
    create schema if not exists bench;
    create table if not exists bench.floor (id bigint generated always as identity primary key,
      form jsonb not null);
    truncate bench.floor;
    grant usage on schema bench to ringbook_machine;
    grant insert, select on bench.floor to ringbook_machine;`);
}
