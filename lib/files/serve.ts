import "server-only";
import { z } from "zod";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import { audioTypes } from "@/lib/files/audio";
import { audioKey } from "@/lib/files/key";
import { isSigned } from "@/lib/files/link";
import { readFile } from "@/lib/files/storage";
import { findAudio } from "@/lib/files/store";

const gone = () => new AppError("not_found", "file_not_found", "This file doesn't exist.");
const passedOn = ["content-length", "content-range", "etag", "last-modified"];
const types = new Set(Object.values(audioTypes));

/** An audio file for a member of its company. */
export async function streamAudio(request: Request, member: Member, id: string): Promise<Response> {
  if (!z.uuid().safeParse(id).success) throw gone();
  const file = await findAudio(member.db, member.tenant.id, id);
  if (!file) throw gone();
  return stream(request, member.tenant.id, id, "private, max-age=3600");
}

const Link = z.object({
  tenant: z.uuid(),
  id: z.uuid(),
  exp: z.coerce.number().int(),
  sig: z.string(),
});

/**
 * An audio file for Twilio, which has no session: the URL is signed (`audioUrl`). It needs no
 * database, so that calls go on while that is away. Throws 403 for any other URL.
 */
export async function streamSigned(request: Request, id: string, now: Date): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const link = Link.safeParse({ ...Object.fromEntries(searchParams), id });
  if (!link.success || !isSigned(link.data, now)) {
    throw new AppError("forbidden", "not_signed", "This link is not valid.");
  }
  const { tenant, exp } = link.data;
  const left = Math.min(86_400, exp - Math.floor(now.getTime() / 1000));
  return stream(request, tenant, id, `public, max-age=${left}`);
}

/** Not waited for: where a framework reads along, that ends with the other reader. */
function drop(response: Response | null): void {
  response?.body?.cancel().catch(() => {});
}

async function stream(request: Request, tenantId: string, id: string, cache: string) {
  const found = await readFile(audioKey(tenantId, id), {
    method: request.method === "HEAD" ? "HEAD" : "GET",
    range: request.headers.get("range") ?? undefined,
    signal: request.signal,
  });
  const type = found?.headers.get("content-type") ?? "";
  if (!found || (found.ok && !types.has(type))) {
    drop(found);
    throw gone();
  }
  const etag = found.headers.get("etag");
  const isSame = etag !== null && request.headers.get("if-none-match") === etag;
  const name = found.headers.get("x-amz-meta-name") ?? "audio";
  const headers = new Headers({
    "cache-control": cache,
    "accept-ranges": "bytes",
    "x-content-type-options": "nosniff",
    // It comes encoded as the header wants it: RFC 8187.
    "content-disposition": `inline; filename*=UTF-8''${name.replace(/[^\w%.~-]/g, "_")}`,
  });
  if (found.ok) headers.set("content-type", type);
  for (const header of passedOn) {
    const value = found.headers.get(header);
    if (value) headers.set(header, value);
  }
  if (!found.ok || isSame) drop(found);
  if (isSame) headers.delete("content-length");
  const status = isSame ? 304 : found.status;
  return new Response(found.ok && !isSame ? found.body : null, { status, headers });
}
