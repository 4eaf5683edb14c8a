import "server-only";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import { findRecording, noteListening } from "@/lib/recordings/machine";
import { oneRange } from "@/lib/recordings/range";
import { openCredentials } from "@/lib/twilio/credentials";
import { audioType, fetchMedia } from "@/lib/twilio/media";

// Next frames the body itself, so the length is not ours to say; a 206 carries it in Content-Range.
const passedOn = ["content-range", "etag", "last-modified"];

/**
 * A recording's audio (MP3), streamed from Twilio with the tenant's credentials for someone who may
 * hear it, which is noted. Range is passed through (206, 416). Throws AppError 404 for everyone
 * else and when it is gone, 502 when Twilio does not answer, or with something that is no audio.
 */
export async function streamRecording(
  member: Member,
  recordingId: string,
  request: { method: "GET" | "HEAD"; headers: Headers; download: boolean; signal: AbortSignal },
): Promise<Response> {
  const missing = new AppError("not_found", "recording_not_found", "This recording doesn't exist.");
  const place = await findRecording(member.tenant.id, member.user_id, recordingId);
  if (place?.status !== "completed") throw missing;
  const media = await fetchMedia(
    openCredentials(member.tenant.id, place),
    { sid: place.recording_sid, channels: place.channels },
    { method: request.method, headers: rangeHeaders(request.headers), signal: request.signal },
  );
  const playable = media.status === 200 || media.status === 206;
  if (!playable) await media.body?.cancel();
  if (media.status === 404) throw missing;
  const type = playable ? audioType(media.headers.get("content-type")) : null;
  if (playable && type === null) await media.body?.cancel();
  if (playable ? type === null : media.status !== 416) {
    throw new AppError(
      "upstream",
      "recording_unavailable",
      "Twilio can't provide this recording right now.",
    );
  }
  if (playable && request.method === "GET") await listened(member, recordingId, request, media);
  const shown = request.download ? "attachment" : "inline";
  const headers = new Headers({
    "cache-control": "private, no-store",
    "accept-ranges": "bytes",
    "x-content-type-options": "nosniff",
    "content-disposition": `${shown}; filename="call-${recordingId}.mp3"`,
  });
  if (type) headers.set("content-type", type);
  for (const name of passedOn) {
    const value = media.headers.get(name);
    if (value) headers.set(name, value);
  }
  return new Response(playable ? media.body : null, { status: media.status, headers });
}

function rangeHeaders(headers: Headers): Record<string, string> {
  const range = oneRange(headers.get("range"));
  const ifRange = headers.get("if-range");
  if (range === undefined) return {};
  return ifRange === null ? { range } : { range, "if-range": ifRange };
}

/** Nobody hears what could not be noted. */
async function listened(
  member: Member,
  recordingId: string,
  request: { download: boolean },
  media: Response,
): Promise<void> {
  const how = request.download ? "downloaded" : "listened";
  try {
    await noteListening(member.tenant.id, member.user_id, recordingId, how, new Date());
  } catch (error) {
    await media.body?.cancel();
    throw error;
  }
}
