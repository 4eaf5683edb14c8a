import "server-only";
import { z } from "zod";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import { maxParts, partBytes } from "@/lib/imports/limits";
import { finishUpload, storeFile, storePart } from "@/lib/imports/upload";

const Piece = z.object({
  id: z.uuid(),
  name: z.string().max(200).default(""),
  part: z.coerce.number().int().min(0).max(maxParts),
  last: z.stringbool().default(false),
});
/** A form is read whole, and hosts limit it; with script a file comes in pieces. */
const maxFormBytes = 4 * 2 ** 20;

/**
 * A file of contacts. A script sends it in pieces of at most `partBytes`, as bodies of
 * `?id=&part=&name=`, the last with `last=true`, and is answered with JSON; a piece that comes
 * twice counts once. A form without script sends all of it (`id`, and `file` or `pasted`), and is
 * sent on to the import's page.
 */
export async function receiveUpload(request: Request, member: Member): Promise<Response> {
  const isForm = request.headers.get("content-type")?.startsWith("multipart/form-data");
  if (isForm) return receiveForm(request, member);
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const piece = Piece.safeParse(query);
  if (!piece.success) throw new AppError("bad_request", "invalid_input", "This upload is invalid.");
  const { id, name, part, last } = piece.data;
  requireAtMost(request, partBytes);
  const data = Buffer.from(await request.arrayBuffer());
  await storePart(member, id, { name, part, data });
  if (last) await finishUpload(member, id);
  return Response.json({ success: true }, { status: 201 });
}

async function receiveForm(request: Request, member: Member): Promise<Response> {
  const away = (to: string) => new Response(null, { status: 303, headers: { location: to } });
  try {
    requireAtMost(request, maxFormBytes);
    const form = await request.formData();
    const id = z.uuid().parse(form.get("id"));
    await storeFile(member, id, fileOf(form));
    await finishUpload(member, id);
    return away(`/contacts/import/${id}`);
  } catch (error) {
    if (!(error instanceof AppError) || error.kind === "unauthenticated") throw error;
    return away(`/contacts/import?problem=${error.code}`);
  }
}

function fileOf(form: FormData): File {
  const file = form.get("file");
  if (file instanceof File && file.size > 0) return file;
  const pasted = form.get("pasted");
  return new File([typeof pasted === "string" ? pasted : ""], "Pasted rows");
}

function requireAtMost(request: Request, bytes: number): void {
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  if (length <= bytes) return;
  throw new AppError("too_large", "file_too_large", "This file is too large.");
}
