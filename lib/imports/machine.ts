import "server-only";
import { z } from "zod";
import type { Member } from "@/lib/auth/member";
import { storableJson } from "@/lib/core/text";
import { callMachine } from "@/lib/db/machine/connection";
import type { Imported } from "@/lib/imports/decide";
import { maxParts } from "@/lib/imports/limits";
import type { Duplicates, Settings } from "@/lib/imports/schema";

type Who = Pick<Member, "user_id" | "tenant">;
/** An import, by its tenant. */
export type ImportKey = { tenant_id: string; id: string };
export type Round = Imported & { round: number };

/** Nobody waits on a line for it: it stands behind whoever does. */
const timeoutMs = 20_000;
const json = (value: unknown) => storableJson(value);

/** False when the import is another person's, or no longer being uploaded. */
export async function addPart(
  { user_id, tenant }: Who,
  id: string,
  { name, part, data }: { name: string; part: number; data: Buffer },
): Promise<boolean> {
  const added = await callMachine(
    (sql) =>
      sql`select machine.add_import_part(${tenant.id}, ${user_id}, ${id}, ${name}, ${part}, ${data}) as result`,
    timeoutMs,
  );
  return z.boolean().parse(added);
}

/** The uploaded file, piece by piece. */
export async function* readFile({ tenant_id, id }: ImportKey): AsyncGenerator<Buffer> {
  for (let part = 0; part < maxParts; part += 1) {
    const data = await callMachine(
      (sql) => sql`select machine.import_part(${tenant_id}, ${id}, ${part}) as result`,
      timeoutMs,
    );
    if (!Buffer.isBuffer(data)) return;
    yield data;
  }
}

/** False once it is being imported, or when it is another person's. */
export async function setUp(
  { user_id, tenant }: Who,
  id: string,
  given: { settings?: Partial<Settings>; header?: string[]; total?: number },
): Promise<boolean> {
  const done = await callMachine(
    (sql) =>
      sql`select machine.set_up_import(${tenant.id}, ${user_id}, ${id}, ${json(given)}::text::jsonb) as result`,
    timeoutMs,
  );
  return z.boolean().parse(done);
}

const Previewed = z.array(
  z.object({
    line: z.number(),
    outcome: z.enum(["created", "updated", "skipped", "failed"]),
    reason: z.string().nullable(),
    contact: z.string().nullable(),
    flat: z.record(z.string(), z.unknown()).nullable(),
  }),
);
export type Previewed = z.infer<typeof Previewed>[number];

/** What importing these rows would come to; nothing is kept. Null once it is being imported. */
export async function previewRows(
  { tenant_id, id }: ImportKey,
  rows: Round[],
  duplicates: Duplicates,
) {
  const previewed = await callMachine(
    (sql) =>
      sql`select machine.preview_import(${tenant_id}, ${id}, ${json(rows)}::text::jsonb, ${duplicates}) as result`,
    timeoutMs,
  );
  return Previewed.nullable().parse(previewed);
}

/** As `machine.start_import`, `stop_import` and `start_undo`: false when it is not the moment. */
export async function start({ user_id, tenant }: Who, id: string, signature: string | null) {
  const done = await callMachine(
    (sql) =>
      sql`select machine.start_import(${tenant.id}, ${user_id}, ${id}, ${signature}) as result`,
    timeoutMs,
  );
  return z.boolean().parse(done);
}

export async function stop({ user_id, tenant }: Who, id: string): Promise<boolean> {
  const done = await callMachine(
    (sql) => sql`select machine.stop_import(${tenant.id}, ${user_id}, ${id}) as result`,
    timeoutMs,
  );
  return z.boolean().parse(done);
}

/** Goes on with an import, or its undo, whose job died; false when none is under way. */
export async function resume({ user_id, tenant }: Who, id: string): Promise<boolean> {
  const done = await callMachine(
    (sql) => sql`select machine.resume_import(${tenant.id}, ${user_id}, ${id}) as result`,
    timeoutMs,
  );
  return z.boolean().parse(done);
}

export async function startUndo({ user_id, tenant }: Who, id: string): Promise<boolean> {
  const done = await callMachine(
    (sql) => sql`select machine.start_undo(${tenant.id}, ${user_id}, ${id}) as result`,
    timeoutMs,
  );
  return z.boolean().parse(done);
}
