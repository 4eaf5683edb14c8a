import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { RecordingAudio } from "@/local/carrier/audio/recording-audio";

type Span = { start: number; end: number };

/** Streams a recording, or the one range that is asked for (RFC 9110, section 14). */
export async function sendAudio(
  request: IncomingMessage,
  response: ServerResponse,
  audio: RecordingAudio,
): Promise<void> {
  const span = rangeOf(request.headers.range, audio.size);
  response.setHeader("Accept-Ranges", "bytes");
  if (span === "unsatisfiable") {
    response.writeHead(416, { "Content-Range": `bytes */${audio.size}` }).end();
    return;
  }
  const { start, end } = span ?? { start: 0, end: audio.size - 1 };
  response.writeHead(span ? 206 : 200, {
    "Content-Type": audio.contentType,
    "Content-Length": String(end - start + 1),
    ...(span && { "Content-Range": `bytes ${start}-${end}/${audio.size}` }),
  });
  if (request.method === "HEAD") return void response.end();
  try {
    // Piping waits for the reader, so memory stays flat however long the recording is.
    await pipeline(Readable.from(pieces(audio, start, end - start + 1)), response);
  } catch (error) {
    // Players often stop reading half way.
    if (!response.destroyed) throw error;
  }
}

async function* pieces(audio: RecordingAudio, start: number, count: number) {
  let left = count;
  for await (const piece of audio.from(start)) {
    const part = piece.subarray(0, left);
    left -= part.length;
    yield part;
    if (left <= 0) return;
  }
}

function rangeOf(header: string | undefined, size: number): Span | "unsatisfiable" | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "");
  if (!match) return null;
  const [, first = "", last = ""] = match;
  if (first === "" && last === "") return null;
  if (first === "") {
    const length = Number(last);
    return length === 0 ? "unsatisfiable" : { start: Math.max(0, size - length), end: size - 1 };
  }
  const start = Number(first);
  const end = last === "" ? size - 1 : Math.min(size - 1, Number(last));
  if (start >= size) return "unsatisfiable";
  // A range whose end lies before its start is no range at all.
  return end < start ? null : { start, end };
}
