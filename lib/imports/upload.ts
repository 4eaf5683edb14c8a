import "server-only";
import type { Member } from "@/lib/auth/member";
import { listContactFields } from "@/lib/contact-fields/store";
import { AppError } from "@/lib/core/errors";
import { inspectFile } from "@/lib/imports/file";
import { maxBytes, partBytes } from "@/lib/imports/limits";
import { addPart, setUp, stop } from "@/lib/imports/machine";
import { UnreadableFile } from "@/lib/imports/problem";
import { rememberedColumns } from "@/lib/imports/store";

const notNow = () =>
  new AppError("conflict", "import_begun", "This import has begun already. Start a new one.");
const tooLarge = () =>
  new AppError("too_large", "file_too_large", "A file has at most 50 MB. Split it.");

/** Stores a piece of a file. Throws 409 and 413. */
export async function storePart(
  member: Member,
  id: string,
  part: { name: string; part: number; data: Buffer },
): Promise<void> {
  if (part.data.length > partBytes || part.part * partBytes >= maxBytes) throw tooLarge();
  if (!(await addPart(member, id, part))) throw notNow();
}

/** Stores a whole file in pieces. */
export async function storeFile(member: Member, id: string, file: File): Promise<void> {
  if (file.size > maxBytes) throw tooLarge();
  for (let part = 0; part === 0 || part * partBytes < file.size; part += 1) {
    const piece = file.slice(part * partBytes, (part + 1) * partBytes);
    const data = Buffer.from(await piece.arrayBuffer());
    await storePart(member, id, { name: file.name, part, data });
  }
}

/**
 * Once all of a file is there: finds out how it is written, and where its columns go. A file that
 * cannot be read is forgotten; throws `UnreadableFile` then.
 */
export async function finishUpload(member: Member, id: string): Promise<void> {
  const { db, tenant } = member;
  try {
    const { settings, header, signature, total } = await inspectFile(
      { tenant_id: tenant.id, id },
      { country: tenant.country_code, fields: await listContactFields(db, tenant.id) },
    );
    const columns = (await rememberedColumns(db, tenant.id, signature)) ?? settings.columns;
    const ready = { ...settings, columns, duplicates: "skip", owner_id: member.user_id } as const;
    if (!(await setUp(member, id, { settings: ready, header, total }))) throw notNow();
  } catch (error) {
    if (error instanceof UnreadableFile) await stop(member, id);
    throw error;
  }
}
