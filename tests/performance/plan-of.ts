import { z } from "zod";
import type { Explained } from "@/tests/performance/explained-api";

const Facts = z.object({
  "Node Type": z.string(),
  "Parent Relationship": z.string().default(""),
  "Relation Name": z.string().optional(),
  "Index Name": z.string().optional(),
  "Subplan Name": z.string().default(""),
  Filter: z.string().default(""),
  "Rows Removed by Filter": z.number().default(0),
  "Rows Removed by Index Recheck": z.number().default(0),
  "Actual Rows": z.number(),
  "Shared Hit Blocks": z.number(),
  "Shared Read Blocks": z.number(),
});
type Step = z.infer<typeof Facts> & { Plans?: Step[] };
const Step: z.ZodType<Step> = Facts.extend({ Plans: z.array(z.lazy(() => Step)).optional() });

const buffersOf = (step: Step) => step["Shared Hit Blocks"] + step["Shared Read Blocks"];
const below = (step: Step): Step[] => [step, ...(step.Plans ?? []).flatMap(below)];

const through = new Set(["Outer", "Inner", "Member", "Subquery"]);

/**
 * The steps that the rows of the list come through, the last one first; what is asked for each row
 * is left out.
 */
function path(step: Step): Step[] {
  const rest = (step.Plans ?? []).filter((next) => through.has(next["Parent Relationship"]));
  return [step, ...rest.flatMap(path)];
}

/** Tables that grow with every call or contact. */
const growing = new Set([
  "calls",
  "call_events",
  "call_legs",
  "call_list_entries",
  "contacts",
  "contact_activity",
  "contact_changes",
  "contact_phones",
  "contact_tags",
  "messages",
  "message_events",
  "message_threads",
  "notes",
  "tasks",
  "recordings",
]);

/** Every index that the statements use, and the growing tables that they read from end to end. */
export function touched(explained: Explained[]): { indexes: string[]; readWhole: string[] } {
  const steps = explained.flatMap(({ Plan }) => below(Step.parse(Plan)));
  const names = (of: Step[], name: "Index Name" | "Relation Name") => [
    ...new Set(of.flatMap((step) => step[name] ?? [])),
  ];
  const whole = steps.filter((step) => step["Node Type"].includes("Seq Scan"));
  return {
    indexes: names(steps, "Index Name"),
    readWhole: names(whole, "Relation Name").filter((table) => growing.has(table)),
  };
}

/** How a statement inside of a function was carried out, all that it reads together. */
export function ownPlan(explained: Explained[]) {
  const steps = explained.flatMap(({ Plan }) => below(Step.parse(Plan)));
  return {
    sorted: steps.some((step) => step["Node Type"].includes("Sort")),
    buffers: explained.reduce((sum, { Plan }) => sum + buffersOf(Step.parse(Plan)), 0),
    ...touched(explained),
  };
}

/**
 * How the statement that selects from `source`, a table or a function of the schema public, found
 * the rows of its list.
 */
export function listPlan(explained: Explained[], source: string) {
  const found = explained.filter(({ "Query Text": text }) => sourceOf(text) === source);
  const [statement] = found;
  if (!statement || found.length > 1) {
    throw new Error(`${found.length} statements select from ${source}, not one`);
  }
  const root = Step.parse(statement.Plan);
  const steps = path(root);
  const scan = steps.find((step) => /Scan$/.test(step["Node Type"]) && step !== root) ?? root;
  const filtering = new Set(scan.Filter.match(/SubPlan \d+/g));
  const beside = (scan.Plans ?? []).filter((step) => !filtering.has(step["Subplan Name"]));
  const buffers = buffersOf(scan) - beside.reduce((sum, step) => sum + buffersOf(step), 0);
  const rows = root["Actual Rows"];
  return {
    rows,
    index: steps.flatMap((step) => step["Index Name"] ?? []).join(" and "),
    sorted: steps.some((step) => step["Node Type"].includes("Sort")),
    /**
     * The most rows that one step gave at a time, what is asked per row included: more than the
     * list has were read for nothing.
     */
    maxRows: Math.max(...below(root).map((step) => step["Actual Rows"])),
    /** Rows that were read and then left out. */
    wasted: scan["Rows Removed by Filter"] + scan["Rows Removed by Index Recheck"],
    /** Pages of 8 kB that finding the list's own rows took, and checking that they may be read. */
    buffers,
    /** Pages that everything around the rows took: names, numbers, recordings. */
    buffersAround: buffersOf(root) - buffers,
    readWhole: touched(explained).readWhole,
  };
}

/** What stands after a statement's own `from`, outside of any bracket. */
function sourceOf(text: string): string {
  let depth = 0;
  let outside = "";
  for (const letter of text) {
    if (letter === "(") depth += 1;
    if (depth === 0) outside += letter;
    if (letter === ")") depth -= 1;
  }
  return /\bfrom\s+"?public"?\."?(\w+)/i.exec(outside)?.[1] ?? "";
}
