/** Kilobits a second of layer III by the index in a frame's header: MPEG 1, then MPEG 2 and 2.5. */
const BITRATES = [
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
] as const;
const SAMPLE_RATES = [44_100, 48_000, 32_000] as const;
const G711_BYTES_A_SECOND = 8000;

/** Seconds of a WAV, MP3 or raw G.711 file; null for anything else. */
export function durationOf(bytes: Buffer, contentType: string): number | null {
  if (bytes.toString("latin1", 0, 4) === "RIFF") return wavSeconds(bytes);
  if (/mpeg|mp3/.test(contentType)) return mp3Seconds(bytes);
  if (/basic|[au]law/.test(contentType)) return bytes.length / G711_BYTES_A_SECOND;
  return null;
}

function wavSeconds(bytes: Buffer): number | null {
  let bytesASecond = 0;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = bytes.toString("latin1", at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    if (name === "fmt " && at + 20 <= bytes.length) bytesASecond = bytes.readUInt32LE(at + 16);
    if (name === "data") return bytesASecond === 0 ? null : size / bytesASecond;
    at += 8 + size + (size % 2);
  }
  return null;
}

/** Adds up the frames, so that a variable bit rate counts as what it is. */
function mp3Seconds(bytes: Buffer): number | null {
  let seconds = 0;
  for (let at = afterId3(bytes); at + 4 <= bytes.length; ) {
    const frame = mp3Frame(bytes.readUInt32BE(at));
    if (!frame) {
      at += 1;
      continue;
    }
    seconds += frame.samples / frame.sampleRate;
    at += frame.bytes;
  }
  return seconds === 0 ? null : seconds;
}

function afterId3(bytes: Buffer): number {
  if (bytes.toString("latin1", 0, 3) !== "ID3" || bytes.length < 10) return 0;
  const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + ((bytes[at] ?? 0) & 127), 0);
  return 10 + size;
}

function mp3Frame(header: number): { samples: number; sampleRate: number; bytes: number } | null {
  const version = (header >>> 19) & 3;
  const isLayer3 = ((header >>> 17) & 3) === 1;
  if (header >>> 21 !== 0x7ff || version === 1 || !isLayer3) return null;
  const isMpeg1 = version === 3;
  const bitrate = BITRATES[isMpeg1 ? 0 : 1][(header >>> 12) & 15];
  const base = SAMPLE_RATES[(header >>> 10) & 3];
  if (!bitrate || !base) return null;
  const sampleRate = isMpeg1 ? base : base / (version === 2 ? 2 : 4);
  const samples = isMpeg1 ? 1152 : 576;
  const padding = (header >>> 9) & 1;
  return {
    samples,
    sampleRate,
    bytes: Math.floor((samples / 8) * ((bitrate * 1000) / sampleRate)) + padding,
  };
}
