import { maxBytes, maxSeconds } from "@/lib/files/limits";
import { readMp3 } from "@/lib/files/mp3";
import { readWav } from "@/lib/files/wav";

export type AudioKind = "mp3" | "wav";
export const audioTypes: Record<AudioKind, string> = { mp3: "audio/mpeg", wav: "audio/wav" };

/** What is wrong with a file that is to be played to callers. */
export type AudioProblem =
  | "empty"
  | "not_audio"
  | "damaged"
  | "encoding"
  | "too_large"
  | "too_long"
  | "too_short";

export type ReadAudio = { kind: AudioKind; seconds: number } | { problem: AudioProblem };

/** As they follow a file's name: "hello.mp3 is not MP3 or WAV audio." */
export const problemWords: Record<AudioProblem, string> = {
  empty: "is empty.",
  not_audio: "isn't MP3 or WAV audio.",
  damaged: "is a damaged WAV file.",
  encoding: "is a WAV of another kind. Save it as 8- or 16-bit PCM or as mu-law.",
  too_large: "is larger than 4 MB.",
  too_long: "is longer than 5 minutes.",
  too_short: "is shorter than half a second.",
};

/**
 * What a file is and how long it plays, by its bytes and nothing else: names and types that are
 * sent with it may say anything.
 */
export function readAudio(bytes: Uint8Array): ReadAudio {
  if (bytes.length === 0) return { problem: "empty" };
  if (bytes.length > maxBytes) return { problem: "too_large" };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const begins = buffer.toString("latin1", 0, 12);
  const isWav = begins.startsWith("RIFF") && begins.endsWith("WAVE");
  const read = isWav ? readWav(buffer) : readMp3(buffer);
  if ("problem" in read) return read;
  if (read.seconds > maxSeconds) return { problem: "too_long" };
  return read.seconds < 0.5 ? { problem: "too_short" } : read;
}
