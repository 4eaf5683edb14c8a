import type { File } from "@/local/carrier/engine/messages/messages";

export type Fetched =
  | { kind: "fetched"; file: File }
  | { kind: "failed"; code: number; message: string };

const MAX_BYTES = 5_000_000;
const WAIT_MS = 15_000;
/** What Twilio takes into a message (https://www.twilio.com/docs/messaging/guides/accepted-mime-types). */
const TAKEN =
  /^(image|audio|video)\/[\w.+-]+$|^text\/(vcard|x-vcard|csv|rtf|richtext|calendar|plain)$|^application\/(pdf|vcard)$/;

/** Fetches a file that is to be sent. Never throws. */
export async function fetchFile(url: string): Promise<Fetched> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(WAIT_MS) });
    if (!response.ok) return failed(11200, `The media's answer was ${response.status}`);
    const contentType = response.headers.get("content-type")?.split(";", 1)[0]?.trim() ?? "";
    if (!TAKEN.test(contentType)) {
      return failed(12300, `Content-Type "${contentType}" is not taken into a message`);
    }
    const bytes = Buffer.from(await response.arrayBuffer());
    if (bytes.length > MAX_BYTES) return failed(11751, "The media is larger than 5 MB");
    return { kind: "fetched", file: { contentType, bytes } };
  } catch (error) {
    return failed(11200, error instanceof Error ? error.message : String(error));
  }
}

function failed(code: number, message: string): Fetched {
  return { kind: "failed", code, message };
}
