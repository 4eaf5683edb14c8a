import { listFunctions, listRelations, listSchemas } from "@/tests/database/isolation/catalog";
import type { Asking } from "@/tests/database/isolation/database";
import { functions, schemas, supabaseSchemas, tables } from "@/tests/database/isolation/rules";

const file = "tests/database/isolation/rules.ts";
const ofSubject = "its subject's file in tests/database/isolation/rules";

/** Each object without a rule and each rule without an object, with what to write where. */
export async function listUnruled(sql: Asking): Promise<string[]> {
  const problems: string[] = [];
  const relations = await listRelations(sql);
  for (const { name, columns, isTable, isExposed } of relations) {
    if (!(name in tables)) {
      const example = isExposed
        ? `{ read: { by: everyone }, add: { by: admins, columns: [${columns.map((each) => `"${each.name}"`).join(", ")}] } }`
        : "{}";
      problems.push(
        `The ${isTable ? "table" : "view"} ${name} has no rule. Say in ${ofSubject}, under "tables", who may do what, such as\n` +
          `  ${/\W/.test(name) ? `"${name}"` : name}: ${example},\n` +
          "naming the columns it grants; what is left out is refused.",
      );
    }
    if (isTable && !tables[name]?.rows) {
      problems.push(
        `The table ${name} has no row to lose. Say in ${ofSubject}, under "rows" of the table, how each tenant gets one.`,
      );
    }
  }
  const signatures = await listFunctions(sql);
  for (const { name, signature } of signatures) {
    if (!(name in functions)) {
      problems.push(
        `The function ${signature} has no rule. Say in ${ofSubject}, under "functions", who may execute it, such as\n` +
          `  "${name}": "${name.startsWith("machine.") ? "machine" : "nobody"}",`,
      );
    }
    if (name.startsWith("public.") && typeof functions[name] === "string") {
      problems.push(
        `The function ${signature} is part of the API: its rule in ${ofSubject} also says who may have it done and with what it is tried, such as\n` +
          `  "${name}": { execute: "people", by: everyone, tried: [[":contact", false]] },`,
      );
    }
    if (signatures.filter((each) => each.name === name).length > 1) {
      problems.push(
        `The function ${signature} shares its name: give it another, so that a rule is about one.`,
      );
    }
  }
  const found = await listSchemas(sql);
  for (const name of found.filter((each) => !(each in schemas))) {
    problems.push(
      `The schema ${name} has no rule. Say in ${file}, under "schemas", who may enter it.`,
    );
  }
  const here = new Set([
    ...relations.map(({ name }) => name),
    ...signatures.map(({ name }) => name),
    ...found,
  ]);
  // Rows of the queue's own table are planted for the functions that read it.
  const isOurs = (name: string) => !supabaseSchemas.some((schema) => name.startsWith(`${schema}.`));
  for (const name of Object.keys({ ...tables, ...functions, ...schemas }).filter(isOurs)) {
    if (!here.has(name)) problems.push(`${file} has a rule for ${name}, which is not there.`);
  }
  return problems;
}
