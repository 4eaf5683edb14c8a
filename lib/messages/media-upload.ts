import "server-only";
import { randomUUID } from "node:crypto";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import { cleanLine } from "@/lib/core/text";
import { callMachine } from "@/lib/db/machine/connection";
import { mediaKey } from "@/lib/files/key";
import { removeFile, storeFile } from "@/lib/files/storage";
import { maxMediaBytes, readMedia } from "@/lib/messages/media-kind";

/**
 * A picture or file for a message as the body of a request, called `?name=`. It is checked by what
 * is in it. Throws 422 with what is wrong with it.
 */
export async function receiveMedia(request: Request, member: Member): Promise<Response> {
  const name = cleanLine(new URL(request.url).searchParams.get("name") ?? "").slice(0, 80);
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  if (!(length <= maxMediaBytes)) throw refused(name, "is too large: at most 4 MB.");
  const media = await addMedia(member, new Uint8Array(await request.arrayBuffer()), name);
  return Response.json({ success: true, media }, { status: 201 });
}

/** Stores a file for a message that this person writes. Throws 422 with what is wrong with it. */
export async function addMedia(
  { tenant, user_id }: Member,
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
) {
  const read = readMedia(bytes);
  if ("problem" in read) throw refused(name, read.problem);
  const id = randomUUID();
  await storeFile(mediaKey(tenant.id, id), bytes, { type: read.type, name });
  const media = { id, name, content_type: read.type, bytes: bytes.length };
  try {
    const added = await callMachine(
      (sql) =>
        sql`select machine.add_media(${tenant.id}, ${user_id}, ${sql.json(media)}) as result`,
    );
    if (!added) throw tooMany();
  } catch (error) {
    await removeFile(mediaKey(tenant.id, id)).catch(() => {});
    throw error;
  }
  return media;
}

const refused = (name: string, problem: string) =>
  new AppError("unprocessable", "media_refused", `${name || "The file"} ${problem}`);

function tooMany(): AppError {
  const message = "That's more than 60 files in an hour that weren't sent. Try again later.";
  return new AppError("too_many", "upload_limit_reached", message);
}
