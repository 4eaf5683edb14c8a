import "server-only";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/errors";
import { findRecording } from "@/lib/machine/calls";
import { apiOrigin } from "@/lib/twilio/client";
import { openCredentials } from "@/lib/twilio/credentials";

// Next frames the body itself, so the length is not ours to say; a 206 carries it in Content-Range.
const passedOn = ["content-type", "content-range", "etag", "last-modified"];

/**
 * A recording's audio (MP3), streamed from Twilio with the tenant's credentials for someone who may hear it.
 * Range is passed through (206, 416). Throws AppError 404 for everyone else and when it is gone, 502 when Twilio does not answer.
 */
export async function streamRecording(
  member: Member,
  recordingId: string,
  request: { range: string | null; download: boolean; signal: AbortSignal },
): Promise<Response> {
  const missing = new AppError("not_found", "recording_not_found", "There is no such recording.");
  const place = await findRecording(member.tenant.id, member.user_id, recordingId);
  if (place?.status !== "completed") throw missing;
  const { accountSid, authToken } = openCredentials(member.tenant.id, place);
  const channels = place.channels === 2 ? "?RequestedChannels=2" : "";
  const url = `${apiOrigin()}/2010-04-01/Accounts/${accountSid}/Recordings/${place.recording_sid}.mp3${channels}`;
  const media = await fetchMedia(url, `Basic ${btoa(`${accountSid}:${authToken}`)}`, request);
  if (media.status === 404) throw missing;
  if (![200, 206, 416].includes(media.status)) {
    throw new AppError(
      "upstream",
      "recording_unavailable",
      "Twilio does not hand out this recording right now.",
    );
  }
  const headers = new Headers({ "cache-control": "private, no-store", "accept-ranges": "bytes" });
  for (const name of passedOn) {
    const value = media.headers.get(name);
    if (value) headers.set(name, value);
  }
  if (request.download)
    headers.set("content-disposition", `attachment; filename="call-${recordingId}.mp3"`);
  return new Response(media.body, { status: media.status, headers });
}

async function fetchMedia(
  url: string,
  authorization: string,
  { range, signal: listener }: { range: string | null; signal: AbortSignal },
): Promise<Response> {
  const ranged = range ? { range } : undefined;
  // Until the headers are there; a long recording may then take its time.
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), 10_000);
  const signal = AbortSignal.any([listener, patience.signal]);
  try {
    const first = await fetch(url, {
      headers: { authorization, ...ranged },
      redirect: "manual",
      signal,
    });
    const location = first.headers.get("location");
    if (first.status < 300 || first.status >= 400 || !location) return first;
    // Twilio may point at its storage: followed once, without the credentials.
    return await fetch(new URL(location, url), {
      headers: { ...ranged },
      redirect: "error",
      signal,
    });
  } catch (cause) {
    throw new AppError("upstream", "recording_unavailable", "Twilio cannot be reached right now.", {
      cause,
    });
  } finally {
    clearTimeout(timer);
  }
}
