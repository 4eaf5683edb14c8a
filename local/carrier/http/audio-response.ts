import type { RecordingAudio } from "@/local/carrier/audio/recording-audio";

type Span = { start: number; end: number };

/** Streams a recording, or the one range that is asked for (RFC 9110, section 14). */
export function audioResponse(range: string | undefined, audio: RecordingAudio): Response {
  const span = rangeOf(range, audio.size);
  if (span === "unsatisfiable") {
    return new Response(null, {
      status: 416,
      headers: { "Accept-Ranges": "bytes", "Content-Range": `bytes */${audio.size}` },
    });
  }
  const { start, end } = span ?? { start: 0, end: audio.size - 1 };
  // A stream waits for its reader, so memory stays flat however long the recording is.
  const parts = pieces(audio, start, end - start + 1);
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    // Players often stop reading half way.
    async cancel() {
      await parts.return();
    },
  });
  return new Response(body, {
    status: span ? 206 : 200,
    headers: {
      "Accept-Ranges": "bytes",
      "Content-Type": audio.contentType,
      "Content-Length": String(end - start + 1),
      ...(span && { "Content-Range": `bytes ${start}-${end}/${audio.size}` }),
    },
  });
}

async function* pieces(
  audio: RecordingAudio,
  start: number,
  count: number,
): AsyncGenerator<Uint8Array, void> {
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
