import type { ReadAudio } from "@/lib/files/audio";

/** Kilobits a second of layer III by the index in a frame's header: MPEG 1, then MPEG 2 and 2.5. */
const bitrates = [
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
] as const;
const sampleRates = [44_100, 48_000, 32_000] as const;

type Frame = { seconds: number; bytes: number; kind: string };

/** Sound that is no frame: cut off, or something between them that players pass over. */
const maxStrayShare = 0.1;

/** Where the sound begins: behind an ID3 tag, which may have a picture. */
export function afterTag(bytes: Buffer): number {
  if (bytes.toString("latin1", 0, 3) !== "ID3" || bytes.length < 10) return 0;
  const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + ((bytes[at] ?? 0) & 127), 0);
  return 10 + size;
}

/**
 * An MP3's length, added up from its frames, so that a variable bit rate counts as what it is. A
 * frame is one that another of its kind follows: two bytes of anything else look like one too.
 */
export function readMp3(bytes: Buffer): ReadAudio {
  const start = afterTag(bytes);
  const end = endOf(bytes);
  let seconds = 0;
  let frames = 0;
  let stray = 0;
  for (let at = start; at + 4 <= end; ) {
    const frame = frameAt(bytes, at, end);
    if (!frame) {
      at += 1;
      stray += 1;
      continue;
    }
    seconds += frame.seconds;
    frames += 1;
    at += frame.bytes;
  }
  if (frames < 2 || stray > (end - start) * maxStrayShare) return { problem: "not_audio" };
  return { kind: "mp3", seconds };
}

/** The frame that begins here; null for none. */
function frameAt(bytes: Buffer, at: number, end: number): Frame | null {
  const frame = headerAt(bytes, at);
  if (!frame) return null;
  const next = at + frame.bytes;
  if (next + 4 > end) return frame;
  return headerAt(bytes, next)?.kind === frame.kind ? frame : null;
}

function headerAt(bytes: Buffer, at: number): Frame | null {
  const header = bytes.readUInt32BE(at);
  const version = (header >>> 19) & 3;
  const isLayer3 = ((header >>> 17) & 3) === 1;
  if (header >>> 21 !== 0x7ff || version === 1 || !isLayer3) return null;
  const isMpeg1 = version === 3;
  const bitrate = bitrates[isMpeg1 ? 0 : 1][(header >>> 12) & 15];
  const base = sampleRates[(header >>> 10) & 3];
  if (!bitrate || !base) return null;
  const sampleRate = isMpeg1 ? base : base / (version === 2 ? 2 : 4);
  const samples = isMpeg1 ? 1152 : 576;
  const padding = (header >>> 9) & 1;
  const length = Math.floor((samples / 8) * ((bitrate * 1000) / sampleRate)) + padding;
  return { seconds: samples / sampleRate, bytes: length, kind: `${version} ${sampleRate}` };
}

/** Where the sound ends: before an ID3v1 tag of 128 bytes. */
function endOf(bytes: Buffer): number {
  const at = bytes.length - 128;
  return at > 0 && bytes.toString("latin1", at, at + 3) === "TAG" ? at : bytes.length;
}
