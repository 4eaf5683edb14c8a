import "server-only";
import { claimDue, forgetUploads } from "@/lib/imports/job-machine";
import type { ImportKey } from "@/lib/imports/machine";
import { runImport } from "@/lib/imports/run";

/** A host may end a request's process before; the sweep goes on with it then. */
const runMs = 240_000;
const sweepMs = 25_000;
const dueAtOnce = 4;

/** Runs an import, or its undo, behind the answer to the request that began it. */
export async function goOn(key: ImportKey): Promise<void> {
  await runImport(key, new Date(Date.now() + runMs)).catch((error: unknown) =>
    complain(key, error),
  );
}

/** Goes on with imports whose process has ended, and forgets uploads that were left lying. */
export async function sweepImports(now: Date): Promise<{ imports: number }> {
  const due = await claimDue(now, dueAtOnce);
  const until = new Date(now.getTime() + sweepMs);
  await Promise.all(
    due.map((key) => runImport(key, until).catch((error: unknown) => complain(key, error))),
  );
  await forgetUploads(now);
  return { imports: due.length };
}

function complain({ id }: ImportKey, error: unknown): void {
  const why = error instanceof Error ? error.message : error;
  console.error(`the import ${id} could not go on: ${why}`);
}
