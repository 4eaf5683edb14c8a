import "server-only";
import { AppError } from "@/lib/core/errors";
import { apiOrigin } from "@/lib/twilio/client";
import type { TwilioCredentials } from "@/lib/twilio/credentials";

/** How a listener asks; `headers` are passed on to Twilio. */
export type MediaRequest = {
  method: "GET" | "HEAD";
  headers: Record<string, string>;
  signal: AbortSignal;
};

/**
 * A recording's audio (MP3) at Twilio, by its SID and nothing else. Twilio may point at its
 * storage: followed once, without the credentials, and never from https to anything less. Throws
 * `upstream` when nothing answers.
 */
export async function fetchMedia(
  { accountSid, authToken }: TwilioCredentials,
  recording: { sid: string; channels: number | null },
  { method, headers, signal: listener }: MediaRequest,
): Promise<Response> {
  const url = new URL(
    `${apiOrigin()}/2010-04-01/Accounts/${accountSid}/Recordings/${recording.sid}.mp3`,
  );
  if (recording.channels === 2) url.searchParams.set("RequestedChannels", "2");
  const authorization = `Basic ${btoa(`${accountSid}:${authToken}`)}`;
  // Until the headers are there; a long recording may then take its time.
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), 10_000);
  const signal = AbortSignal.any([listener, timeout.signal]);
  const init: RequestInit = { method, signal, cache: "no-store" };
  try {
    const first = await fetch(url, {
      ...init,
      headers: { ...headers, authorization },
      redirect: "manual",
    });
    const location = first.headers.get("location");
    if (first.status < 300 || first.status >= 400 || !location) return first;
    await first.body?.cancel();
    return await fetch(storageOf(location, url), { ...init, headers, redirect: "error" });
  } catch (cause) {
    throw new AppError("upstream", "recording_unavailable", "Twilio can't be reached right now.", {
      cause,
    });
  } finally {
    clearTimeout(timer);
  }
}

/** The audio that recordings are kept as, by every name that servers have for it. */
const audioTypes: ReadonlyMap<string, string> = new Map([
  ["audio/mpeg", "audio/mpeg"],
  ["audio/mp3", "audio/mpeg"],
  ["audio/x-mpeg", "audio/mpeg"],
  ["audio/wav", "audio/wav"],
  ["audio/wave", "audio/wav"],
  ["audio/x-wav", "audio/wav"],
  ["audio/vnd.wave", "audio/wav"],
]);

/** The type of a recording's audio, from a Content-Type; null for what is no audio. */
export function audioType(contentType: string | null): string | null {
  const named = (contentType ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
  return audioTypes.get(named) ?? null;
}

/**
 * Where a redirect leads from a URL, without a name and password in it. Throws when that is less
 * secure.
 */
export function storageOf(location: string, from: URL): URL {
  const storage = new URL(location, from);
  if (storage.protocol !== "https:" && storage.protocol !== from.protocol) {
    throw new Error("Twilio points at storage that is not secure");
  }
  storage.username = "";
  storage.password = "";
  return storage;
}
