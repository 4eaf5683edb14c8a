import type { ReadAudio } from "@/lib/files/audio";

/** What Twilio plays: https://www.twilio.com/docs/voice/twiml/play#supported-audio-file-types */
const formats = { pcm: 1, mulaw: 7, extensible: 0xfffe };

/** A WAV's length from its own header and size; what it is not where it cannot be played. */
export function readWav(bytes: Buffer): ReadAudio {
  let format: { code: number; bytesPerSecond: number; bits: number } | null = null;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = bytes.toString("latin1", at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    const body = at + 8;
    if (name === "fmt " && size >= 16 && body + 16 <= bytes.length) format = formatAt(bytes, body);
    if (name === "data") {
      if (!format) return { problem: "damaged" };
      // A file that was cut short, or that was written without knowing its end, has what is there.
      const length = Math.min(size, bytes.length - body);
      return secondsOf(format, length);
    }
    at = body + size + (size % 2);
  }
  return { problem: "damaged" };
}

function formatAt(bytes: Buffer, at: number) {
  const code = bytes.readUInt16LE(at);
  // The format proper is then the beginning of a GUID behind the fields.
  const hasOwn = code === formats.extensible && at + 26 <= bytes.length;
  return {
    code: hasOwn ? bytes.readUInt16LE(at + 24) : code,
    bytesPerSecond: bytes.readUInt32LE(at + 8),
    bits: bytes.readUInt16LE(at + 14),
  };
}

function secondsOf(
  { code, bytesPerSecond, bits }: { code: number; bytesPerSecond: number; bits: number },
  length: number,
): ReadAudio {
  const isPcm = code === formats.pcm && (bits === 8 || bits === 16);
  const isMulaw = code === formats.mulaw && bits === 8;
  if (!isPcm && !isMulaw) return { problem: "encoding" };
  if (bytesPerSecond < 4_000 || length === 0) return { problem: "damaged" };
  return { kind: "wav", seconds: length / bytesPerSecond };
}
