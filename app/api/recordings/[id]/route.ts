import { z } from "zod";
import { memberRoute } from "@/lib/auth/route";
import { AppError } from "@/lib/core/errors";
import { streamRecording } from "@/lib/recordings/stream";

/** The audio of a recording, for those who may hear it. `?download` names it as a file. */
const handle = memberRoute<{ id: string }>(async (request, member, { id }) => {
  const recordingId = z.uuid().safeParse(id);
  if (!recordingId.success)
    throw new AppError("not_found", "recording_not_found", "This recording doesn't exist.");
  return streamRecording(member, recordingId.data, {
    method: request.method === "HEAD" ? "HEAD" : "GET",
    headers: request.headers,
    download: new URL(request.url).searchParams.has("download"),
    signal: request.signal,
  });
});

export { handle as GET, handle as HEAD };
