import { readBaseUrl } from "@/lib/speech/address";

/**
 * The base of a realtime endpoint as it is stored, what comes before /realtime, from what an admin
 * typed; or what is wrong with it. `standIn` is the one that need be neither https nor public.
 */
export function readRealtimeUrl(
  typed: string,
  standIn: string | undefined,
): { url: string } | { problem: string } {
  const text = typed
    .trim()
    .replace(/^wss:/, "https:")
    .replace(/^ws:/, "http:")
    .replace(/\/realtime\/?$/, "");
  const read = readBaseUrl(text, standIn);
  return "url" in read ? { url: `${read.url}/v1` } : read;
}
