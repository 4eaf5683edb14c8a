import { randomUUID } from "node:crypto";
import { type Member as Actor, identify, memberOf } from "@/lib/auth/member";
import type { Turn } from "@/lib/core/job";
import { signatureOf } from "@/lib/imports/guess";
import { importContactsJob } from "@/lib/imports/job";
import { type ImportKey, setUp, start, startUndo } from "@/lib/imports/machine";
import type { Settings } from "@/lib/imports/schema";
import { getImport } from "@/lib/imports/store";
import { finishUpload, storeFile } from "@/lib/imports/upload";
import { eventually } from "@/tests/database/jobs/stage";
import type { Member } from "@/tests/support/tenant";
import { admin } from "@/tests/telephony/record/call-record";

/** A member as the app's functions take them. */
export async function actorOf(member: Member): Promise<Actor> {
  return memberOf(await identify(member.db));
}

/** Uploads a file as this member; it is ready to be set up. */
export async function upload(
  actor: Actor,
  file: string | Uint8Array<ArrayBuffer>,
  name = "leads.csv",
): Promise<ImportKey> {
  const id = randomUUID();
  await storeFile(actor, id, new File([file], name));
  await finishUpload(actor, id);
  return { tenant_id: actor.tenant.id, id };
}

/** Uploads a file and starts its import, with its guessed settings but for these. */
export async function begin(
  actor: Actor,
  file: string | Uint8Array<ArrayBuffer>,
  settings: Partial<Settings> = {},
): Promise<ImportKey> {
  const key = await upload(actor, file);
  await setUp(actor, key.id, { settings });
  const job = await readImport(actor, key);
  await start(actor, key.id, signatureOf(job.header, job.settings.has_header ?? false));
  return key;
}

/** A running import that has no job: it goes on only as the test runs it. */
export async function beginWithoutJob(actor: Actor, file: string): Promise<ImportKey> {
  const key = await upload(actor, file);
  await admin.begin(async (sql) => {
    await sql`select machine.start_import(${key.tenant_id}, ${actor.user_id}, ${key.id}, null)`;
    await sql`delete from jobs.job where singleton_key = ${key.id}`;
  });
  return key;
}

/** Imports a file to the end; gives the import. */
export async function importFile(
  actor: Actor,
  file: string | Uint8Array<ArrayBuffer>,
  settings: Partial<Settings> = {},
) {
  const key = await begin(actor, file, settings);
  return finish(actor, key);
}

/** Takes an import back to the end; gives it. */
export async function undo(actor: Actor, id: string) {
  await startUndo(actor, id);
  return finish(actor, { tenant_id: actor.tenant.id, id });
}

const untilDone: Turn = { over: false };

/** Takes the import's job from the queue and runs it, as a worker does; or another has taken it. */
export async function finish(actor: Actor, key: ImportKey) {
  const taken = await admin`delete from jobs.job where name = ${importContactsJob.name}
    and singleton_key = ${key.id} and state = 'created' returning data`;
  for (const { data } of taken) await importContactsJob.run(data, untilDone);
  return eventually(async () => {
    const job = await readImport(actor, key);
    return job.stage === "done" || job.stage === "undone" ? job : undefined;
  });
}

export async function readImport(actor: Actor, { tenant_id, id }: ImportKey) {
  const job = await getImport(actor.db, tenant_id, id);
  if (!job) throw new Error("no such import");
  return job;
}
