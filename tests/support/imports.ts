import { randomUUID } from "node:crypto";
import { type Member as Actor, identify, memberOf } from "@/lib/auth/member";
import { signatureOf } from "@/lib/imports/guess";
import { type ImportKey, setUp, start, startUndo } from "@/lib/imports/machine";
import { runImport } from "@/lib/imports/run";
import type { Settings } from "@/lib/imports/schema";
import { getImport } from "@/lib/imports/store";
import { finishUpload, storeFile } from "@/lib/imports/upload";
import type { Member } from "@/tests/support/tenant";

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

/** Uploads a file and lets it begin, with its guessed settings but for these. */
export async function begin(
  actor: Actor,
  file: string | Uint8Array<ArrayBuffer>,
  settings: Partial<Settings> = {},
): Promise<ImportKey> {
  const key = await upload(actor, file);
  const job = await getImport(actor.db, key.tenant_id, key.id);
  if (!job) throw new Error("no such import");
  await setUp(actor, key.id, { settings });
  const hasHeader = settings.has_header ?? job.settings.has_header ?? false;
  await start(actor, key.id, signatureOf(job.header, hasHeader));
  return key;
}

const later = () => new Date(Date.now() + 600_000);

/** Imports a file to the end; gives the import. */
export async function importFile(
  actor: Actor,
  file: string | Uint8Array<ArrayBuffer>,
  settings: Partial<Settings> = {},
) {
  const key = await begin(actor, file, settings);
  await runImport(key, later());
  return readImport(actor, key);
}

/** Takes an import back to the end; gives it. */
export async function undo(actor: Actor, id: string) {
  const key = { tenant_id: actor.tenant.id, id };
  await startUndo(actor, id);
  await runImport(key, later());
  return readImport(actor, key);
}

export async function readImport(actor: Actor, { tenant_id, id }: ImportKey) {
  const job = await getImport(actor.db, tenant_id, id);
  if (!job) throw new Error("no such import");
  return job;
}
