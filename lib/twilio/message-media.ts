import "server-only";
import { apiOrigin, twilioClient } from "@/lib/twilio/client";
import type { TwilioCredentials } from "@/lib/twilio/credentials";
import { storageOf } from "@/lib/twilio/media";

const maxBytes = 10 * 2 ** 20;
const timeoutMs = 20_000;

type Got = { bytes: Uint8Array<ArrayBuffer>; type: string } | { problem: string };

/**
 * A file of a message at Twilio, by SIDs and nothing else; its storage is asked without the
 * credentials. Throws what may succeed later; what is gone or too large is said in words.
 */
export async function fetchMessageMedia(
  { accountSid, authToken }: TwilioCredentials,
  messageSid: string,
  mediaSid: string,
): Promise<Got> {
  const url = new URL(
    `${apiOrigin()}/2010-04-01/Accounts/${accountSid}/Messages/${messageSid}/Media/${mediaSid}`,
  );
  const authorization = `Basic ${btoa(`${accountSid}:${authToken}`)}`;
  const init: RequestInit = { signal: AbortSignal.timeout(timeoutMs), cache: "no-store" };
  const first = await fetch(url, { ...init, headers: { authorization }, redirect: "manual" });
  const location = first.headers.get("location");
  const isElsewhere = first.status >= 300 && first.status < 400 && location !== null;
  if (isElsewhere) await first.body?.cancel();
  const answer = isElsewhere
    ? await fetch(storageOf(location, url), { ...init, redirect: "error" })
    : first;
  if (answer.status === 404) return { problem: "Twilio no longer has this file." };
  if (!answer.ok) throw new Error(`Twilio said ${answer.status} to a request for a file`);
  const type = (answer.headers.get("content-type") ?? "").split(";", 1)[0]?.trim() ?? "";
  const bytes = await readUpTo(answer, maxBytes);
  return bytes ? { bytes, type: type.toLowerCase().slice(0, 100) } : { problem: tooLarge };
}

/** The files of a message at Twilio, as its webhook names them. */
export async function listMessageMedia(
  credentials: TwilioCredentials,
  messageSid: string,
): Promise<{ sid: string; content_type: string }[]> {
  const found = await twilioClient(credentials).messages(messageSid).media.list({ limit: 10 });
  return found.map(({ sid, contentType }) => ({ sid, content_type: contentType }));
}

const tooLarge = "This file is larger than 10 MB: it isn't kept.";

async function readUpTo(answer: Response, max: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.length;
    if (size > max) return null;
    chunks.push(chunk);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
