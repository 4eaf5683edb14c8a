import { mp3Audio } from "@/local/carrier/audio/mp3";
import type { RecordingAudio } from "@/local/carrier/audio/recording-audio";
import { wavAudio } from "@/local/carrier/audio/wav";

async function bytesOf(audio: RecordingAudio): Promise<Buffer<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  for await (const part of audio.from(0)) parts.push(part);
  return Buffer.concat(parts);
}

/** A voice that babbles for so many seconds: 16-bit PCM at 8 kHz. */
export const wavOf = (seconds: number, channels: 1 | 2 = 1) =>
  bytesOf(wavAudio({ sid: "RE1", seconds, channels }));

export const mp3Of = (seconds: number, channels: 1 | 2 = 1) =>
  bytesOf(mp3Audio({ sid: "RE1", seconds, channels }));

/** A row of an audio file, without its bytes. */
export const audioRow = (tenantId: string, name: string) => ({
  ...{ tenant_id: tenantId, name, content_type: "audio/wav", bytes: 1, seconds: 1 },
  sha256: "0".repeat(64),
});
