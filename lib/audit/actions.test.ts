import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { actionsOf, kindNames } from "@/lib/audit/words";

const root = join(import.meta.dirname, "../..");
const textsIn = (folder: string, ending: RegExp) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => ending.test(file) && !file.includes(".test."))
    .map((file) => readFileSync(join(root, folder, file), "utf8"));
const matches = (texts: string[], pattern: RegExp) =>
  texts.flatMap((text) => [...text.matchAll(pattern)].map(([, ...groups]) => groups));

const code = textsIn("lib", /(?<!words)\.ts$/);
const sql = textsIn("supabase/schemas", /\.sql$/);
const known = kindNames.flatMap(([kind]) => actionsOf(kind));
const subjects = [...new Set(known.map((action) => action.split(".")[0]))].join("|");

/** As `private.audit_row` names the operations of a table. */
const named: Record<string, string> = { insert: "added", update: "changed", delete: "removed" };
const triggers = matches(
  sql,
  /create trigger \w+ after ([a-z ]+?)(?: of [\w,\s]+?)?\s+on [^;]*?audit_row\('(\w+)'/g,
).map(([operations = "", subject = ""]) => ({
  subject,
  verbs: operations.split(" or ").map((operation) => named[operation] ?? operation),
}));
const byTriggers = triggers.flatMap(({ subject, verbs }) =>
  verbs.map((verb) => `${subject}.${verb}`),
);
/** Verbs that functions set in place of "changed". */
const verbs = matches(sql, /set_config\('ringbook\.verb', '(\w+)'/g).flat();
const spelled = matches([...code, ...sql], new RegExp(`['"]((?:${subjects})\\.[a-z_]+)['"]`, "g"));

/** Not ours: events of the realtime protocol (lib/speech/realtime-events.ts). */
const ofProvider = ["session.update", "session.updated", "session.created"];

test("each audit trigger of the schema files is read", () => {
  expect(triggers.length).toBeGreaterThan(0);
  expect(triggers).toHaveLength(matches(sql, /execute function private\.audit_row\(()/g).length);
});

test("every action that code or a trigger writes has a sentence of its own", () => {
  const noted = matches(code, /action: "([a-z_]+\.[a-z_]+)"/g).flat();
  const written = [...byTriggers, ...noted, ...spelled.flat()];
  expect(written.filter((action) => ![...known, ...ofProvider].includes(action))).toEqual([]);
});

test("every sentence is of an action that code or a trigger writes", () => {
  const renamed = triggers.flatMap(({ subject }) => verbs.map((verb) => `${subject}.${verb}`));
  const written = new Set([...byTriggers, ...renamed, ...spelled.flat()]);
  expect(known.filter((action) => !written.has(action))).toEqual([]);
});
