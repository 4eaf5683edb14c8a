import { readFileSync } from "node:fs";
import type { Sql } from "postgres";
import { inProject } from "@/local/project";

/** An object of the database; snapshot.sql says what each field is. */
export type DatabaseObject = {
  kind: string;
  name: string;
  part_of: string | null;
  definition: string;
  undo: string | null;
};

export type Snapshot = Map<string, DatabaseObject>;

/** Reads every object that migrations decide, by kind and name. */
export async function takeSnapshot(sql: Sql): Promise<Snapshot> {
  const query = readFileSync(inProject("local/postgres/snapshot.sql"), "utf8");
  const rows = await sql.begin("read only", async (transaction) => {
    await transaction`set local search_path = ''`;
    return transaction.unsafe<DatabaseObject[]>(query);
  });
  return new Map(rows.map((row) => [`${row.kind} ${row.name}`, row]));
}

export type Difference = { object: string; left?: DatabaseObject; right?: DatabaseObject };

/** What two databases do not have in common, by name. */
export function compareSnapshots(left: Snapshot, right: Snapshot): Difference[] {
  const objects = [...new Set([...left.keys(), ...right.keys()])].sort();
  return objects
    .map((object) => ({ object, left: left.get(object), right: right.get(object) }))
    .filter((each) => each.left?.definition !== each.right?.definition);
}
