import "server-only";
import { z } from "zod";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import { audioTypes } from "@/lib/files/audio";
import { audioKey, mediaKey } from "@/lib/files/key";
import { isSigned } from "@/lib/files/link";
import { isShown } from "@/lib/files/shown";
import { readFile } from "@/lib/files/storage";
import { findAudio, findMedia } from "@/lib/files/store";

const gone = () => new AppError("not_found", "file_not_found", "This file doesn't exist.");
const passedOn = ["content-length", "content-range", "etag", "last-modified"];
const types = new Set(Object.values(audioTypes));

/** An audio file, or a file of a message, for a member of its company. */
export async function streamOwn(request: Request, member: Member, id: string): Promise<Response> {
  const { db, tenant } = member;
  if (!z.uuid().safeParse(id).success) throw gone();
  const cache = "private, max-age=3600";
  if (await findAudio(db, tenant.id, id)) return stream(request, audioKey(tenant.id, id), cache);
  if (!(await findMedia(db, tenant.id, id))) throw gone();
  return stream(request, mediaKey(tenant.id, id), cache);
}

const Link = z.object({
  tenant: z.uuid(),
  id: z.uuid(),
  exp: z.coerce.number().int(),
  sig: z.string(),
  of: z.literal("message").optional(),
});

/**
 * An audio file or a file of a message for Twilio, which has no session: the URL is signed
 * (lib/files/link.ts). It needs no database, so that calls go on while that is away. Throws 403 for
 * any other URL.
 */
export async function streamSigned(request: Request, id: string, now: Date): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const link = Link.safeParse({ ...Object.fromEntries(searchParams), id });
  if (!link.success || !isSigned(link.data, now)) {
    throw new AppError("forbidden", "not_signed", "This link isn't valid.");
  }
  const { tenant, exp, of } = link.data;
  const left = Math.min(86_400, exp - Math.floor(now.getTime() / 1000));
  const key = of === "message" ? mediaKey(tenant, id) : audioKey(tenant, id);
  return stream(request, key, `public, max-age=${left}`);
}

/** Not waited for: where a framework reads along, that ends with the other reader. */
function drop(response: Response | null): void {
  response?.body?.cancel().catch(() => {});
}

async function stream(request: Request, key: string, cache: string) {
  const found = await readFile(key, {
    method: request.method === "HEAD" ? "HEAD" : "GET",
    range: request.headers.get("range") ?? undefined,
    signal: request.signal,
  });
  const type = found?.headers.get("content-type") ?? "";
  if (!found) throw gone();
  const isPlain = types.has(type) || isShown(type);
  const etag = found.headers.get("etag");
  const isSame = etag !== null && request.headers.get("if-none-match") === etag;
  const name = found.headers.get("x-amz-meta-name") || "file";
  const headers = new Headers({
    "cache-control": cache,
    "accept-ranges": "bytes",
    "x-content-type-options": "nosniff",
    // It comes encoded as the header wants it: RFC 8187.
    "content-disposition": `${isPlain ? "inline" : "attachment"}; filename*=UTF-8''${name.replace(/[^\w%.~-]/g, "_")}`,
  });
  if (found.ok) headers.set("content-type", isPlain ? type : "application/octet-stream");
  for (const header of passedOn) {
    const value = found.headers.get(header);
    if (value) headers.set(header, value);
  }
  if (!found.ok || isSame) drop(found);
  if (isSame) headers.delete("content-length");
  const status = isSame ? 304 : found.status;
  return new Response(found.ok && !isSame ? found.body : null, { status, headers });
}
