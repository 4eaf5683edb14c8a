import type { Account } from "@/local/carrier/engine/account";
import { durationOf } from "@/local/carrier/media/duration";
import { wavSound } from "@/local/carrier/media/wav-sound";

/** `name` is what the server calls the file; `sound` is that of a WAV file (PCMU). */
export type FetchedAudio =
  | { seconds: number; name?: string; sound?: Uint8Array }
  | { code: number; message: string };

const TIMEOUT_MS = 15_000;
const MAX_BYTES = 40_000_000;
/** For sound that is taken, but whose length is not read here: AIFF and GSM. */
const UNREAD_SECONDS = 5;
const TYPES = /^audio\/(mpeg|mp3|wav|wave|x-wav|aiff|x-aif[fc]|gsm|x-gsm|basic|[au]law)$/;

/**
 * Fetches a file to play, as Twilio does with what stands in Play. Network time is real, whatever
 * clock the account's calls run on. Never throws.
 */
export function fetchAudio(account: Account, url: string): Promise<FetchedAudio> {
  return account.inFlight.track(fetched(url));
}

async function fetched(url: string): Promise<FetchedAudio> {
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? "")) {
    return { code: 11100, message: `Play: ${url} is not a URL` };
  }
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    const bytes = Buffer.from(await response.arrayBuffer());
    if (!response.ok) return { code: 11200, message: `Play: the answer was ${response.status}` };
    const type = response.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
    if (!TYPES.test(type)) return { code: 12300, message: `Play: "${type}" cannot be played` };
    if (bytes.length > MAX_BYTES) return { code: 11750, message: "Play: the file is too large" };
    const name = nameIn(response.headers.get("content-disposition") ?? "");
    const seconds = durationOf(bytes, type) ?? UNREAD_SECONDS;
    const sound = wavSound(bytes);
    return { seconds, ...(name && { name }), ...(sound && { sound }) };
  } catch (error) {
    return { code: 11200, message: `Play: ${error instanceof Error ? error.message : error}` };
  }
}

/** The name in a Content-Disposition (RFC 6266), as people read it. */
function nameIn(disposition: string): string | undefined {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  try {
    if (encoded) return decodeURIComponent(encoded);
  } catch {
    // Not encoded as it should be.
  }
  return /filename="([^"]+)"/i.exec(disposition)?.[1];
}
