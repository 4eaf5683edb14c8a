import "server-only";
import { createHash, randomUUID } from "node:crypto";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import { cleanLine } from "@/lib/core/text";
import { type AudioProblem, audioTypes, problemWords, readAudio } from "@/lib/files/audio";
import { audioKey } from "@/lib/files/key";
import { maxBytes, maxFiles } from "@/lib/files/limits";
import { UploadedName } from "@/lib/files/schema";
import { removeFile, storeFile } from "@/lib/files/storage";
import { addAudio, listAudio } from "@/lib/files/store";

/**
 * An audio file as the body of a request, called `?name=`. It is checked by what is in it. Throws
 * 422 with what is wrong with it.
 */
export async function receiveAudio(request: Request, member: Member): Promise<Response> {
  const { db, tenant } = member;
  const called = cleanLine(new URL(request.url).searchParams.get("name") ?? "").slice(0, 120);
  const refuse = (problem: AudioProblem) => {
    const message = `${called ? `“${called}”` : "The file"} ${problemWords[problem]}`;
    return new AppError("unprocessable", problem, message);
  };
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  if (!(length <= maxBytes)) throw refuse("too_large");
  const bytes = new Uint8Array(await request.arrayBuffer());
  const read = readAudio(bytes);
  if ("problem" in read) throw refuse(read.problem);
  if ((await listAudio(db, tenant.id)).length >= maxFiles) {
    throw new AppError(
      "conflict",
      "too_many",
      `At most ${maxFiles} audio files. Delete one first.`,
    );
  }
  const id = randomUUID();
  const name = UploadedName.parse(called);
  const type = audioTypes[read.kind];
  await storeFile(audioKey(tenant.id, id), bytes, { type, name });
  const file = {
    ...{ id, name, content_type: type, bytes: bytes.length },
    seconds: Math.round(read.seconds * 10) / 10,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  };
  try {
    return Response.json(
      { success: true, file: await addAudio(db, tenant.id, file) },
      { status: 201 },
    );
  } catch (error) {
    await removeFile(audioKey(tenant.id, id)).catch(() => {});
    throw error;
  }
}
