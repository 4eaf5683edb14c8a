import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { DatabaseObject, Difference } from "@/local/postgres/snapshot";

// What stands first depends on nothing that follows. The last ones are removed first.
const order = ["type", "table", "view", "function", "constraint", "index", "policy", "trigger"];
const statements = new Set([...order.slice(4), "grant", "comment", "schema"]);

function rank(object: DatabaseObject): number {
  const found = order.indexOf(object.kind);
  return found < 0 ? order.length : found;
}

/** The file of supabase/schemas that makes a function, a table, a view or a type. */
function fileOf({ kind, name }: DatabaseObject, files: string[]): string | undefined {
  const qualified = name.replace(/\(.*/, "");
  const names = [qualified, qualified.replace(/^public\./, "")].map((each) => `${each}.sql`);
  const folder =
    kind === "function" ? /\/(functions|triggers|columns)\// : /\/schemas\/[^/]+\/[^/]+$/;
  const inFolder = kind === "type" ? /\/(enums|types)\// : folder;
  return files.find((file) => inFolder.test(file) && names.includes(basename(file)));
}

/** Whether a whole file makes it: functions are replaced, all else only where it is new. */
function isWhole({ left, right }: Difference): boolean {
  if (!right) return false;
  return right.kind === "function" || (!left && ["type", "table", "view"].includes(right.kind));
}

/**
 * The text of a migration from what migrations make (left) to what schema files make (right), and
 * what a person has to write, by name.
 */
export function writeMigration(differences: Difference[], files: string[]) {
  const wholes = new Map<string, string>();
  for (const each of differences.filter(isWhole)) {
    const file = each.right && fileOf(each.right, files);
    if (each.right && file) wholes.set(each.object, readFileSync(file, "utf8").trim());
  }
  // A table that goes takes along what is part of it; a file that is applied whole has its own.
  const gone = differences.filter(({ right }) => !right).map(({ object }) => object);
  const covered = new Set([...wholes.keys(), ...gone]);
  const parts = differences.filter(({ object, left, right }) => {
    const whole = (right ?? left)?.part_of;
    return !whole || whole === object || !covered.has(whole);
  });
  const undone: DatabaseObject[] = [];
  const made: [DatabaseObject, string][] = [];
  const byHand: string[] = [];
  for (const { object, left, right } of parts) {
    const text = wholes.get(object);
    if (right && text) made.push([right, text]);
    else if (right && statements.has(right.kind) && (!left || left.undo)) {
      if (left?.undo && left.kind !== "comment") undone.push(left);
      made.push([right, `${right.definition};`]);
    } else if (left?.undo && !right) undone.push(left);
    else byHand.push(object);
  }
  undone.sort((a, b) => rank(b) - rank(a));
  made.sort(([a], [b]) => rank(a) - rank(b));
  const sections = [
    byHand.map((object) => `-- By hand: ${object}`).join("\n"),
    undone.map(({ undo }) => `${undo};`).join("\n"),
    ...made.map(([, each]) => each),
  ].filter((section) => section !== "");
  const bodies = ["set check_function_bodies = off;", ...sections, "reset check_function_bodies;"];
  return { text: `${bodies.join("\n\n")}\n`, byHand };
}
