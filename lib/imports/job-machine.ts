import "server-only";
import { z } from "zod";
import { fieldTypes } from "@/lib/contact-fields/types";
import { storableJson } from "@/lib/core/text";
import { callMachine } from "@/lib/db/machine/connection";
import type { ImportKey, Round } from "@/lib/imports/machine";
import { Settings } from "@/lib/imports/schema";

/** Behind whoever waits on a line. */
const timeoutMs = 20_000;

const Job = z.object({
  stage: z.enum(["running", "undoing"]),
  at_row: z.number(),
  header: z.array(z.string()),
  settings: Settings,
  country: z.string(),
  people: z.array(z.object({ user_id: z.string(), name: z.string(), email: z.string() })),
  stages: z.array(z.object({ id: z.string(), name: z.string() })),
  fields: z.array(
    z.object({
      ...{ id: z.string(), name: z.string(), type: z.enum(fieldTypes) },
      choices: z.array(z.string()),
    }),
  ),
});
export type ImportJob = z.infer<typeof Job>;

/** What a run goes on with; null when there is nothing to do. */
export async function readJob({ tenant_id, id }: ImportKey): Promise<ImportJob | null> {
  const job = await callMachine(
    (sql) => sql`select machine.import_job(${tenant_id}, ${id}) as result`,
    timeoutMs,
  );
  return Job.nullable().parse(job);
}

/**
 * Imports rows once, in one transaction. The row at which the import is now: another than
 * `untilRow` when someone else was faster; null when it no longer runs.
 */
export async function importBatch(
  { tenant_id, id }: ImportKey,
  { afterRow, untilRow, rows }: { afterRow: number; untilRow: number; rows: Round[] },
): Promise<number | null> {
  const at = await callMachine(
    (sql) =>
      sql`select machine.import_batch(${tenant_id}, ${id}, ${afterRow}, ${untilRow}, ${storableJson(rows)}::text::jsonb) as result`,
    timeoutMs,
  );
  return z.number().nullable().parse(at);
}

/** The import is over; `problem` says why its file could not be read to the end. */
export async function finish({ tenant_id, id }: ImportKey, problem: string | null): Promise<void> {
  await callMachine(
    (sql) => sql`select machine.finish_import(${tenant_id}, ${id}, ${problem}) as result`,
    timeoutMs,
  );
}

/** Takes back some of an import's contacts; whether there may be more. */
export async function undoBatch({ tenant_id, id }: ImportKey, size: number): Promise<boolean> {
  const more = await callMachine(
    (sql) => sql`select machine.undo_import_batch(${tenant_id}, ${id}, ${size}) as result`,
    timeoutMs,
  );
  return z.boolean().nullable().parse(more) ?? false;
}

/** Deletes uploads that nobody went on with for a week; how many. */
export async function forgetUploads(now: Date): Promise<number> {
  const count = await callMachine(
    (sql) => sql`select machine.forget_imports(${now.toISOString()}) as result`,
  );
  return z.number().parse(count);
}
