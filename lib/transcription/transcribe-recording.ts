import "server-only";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import type { Counts } from "@/lib/core/job";
import { type Audio, type Transcribed, transcribe } from "@/lib/speech/transcribe";
import { openApiKey } from "@/lib/transcription/key";
import { finishTranscript, toTranscribe } from "@/lib/transcription/machine";
import { openCredentials } from "@/lib/twilio/credentials";
import { audioType, fetchMedia } from "@/lib/twilio/media";

/** As providers limit a file: https://platform.openai.com/docs/guides/speech-to-text */
const maxBytes = 25 * 1024 * 1024;
const maxTries = 8;

/**
 * Transcribes a recording that waits for it; run twice, the later text is stored again. Throws what
 * may work another time, in a sentence for admins; what will not is stored as failed.
 */
export async function transcribeRecording(tenantId: string, id: string): Promise<Counts> {
  const place = await toTranscribe(tenantId, id);
  if (!place) return {};
  const outcome = await attempt(tenantId, place);
  if (outcome.kind === "text") {
    await finishTranscript(tenantId, id, { text: outcome.text });
    return { transcribed: 1 };
  }
  const { kind, problem } = outcome;
  await finishTranscript(tenantId, id, { problem, maxTries: kind === "later" ? maxTries : 0 });
  if (kind === "later") throw new AppError("upstream", "not_transcribed", problem);
  return { not_transcribed: 1 };
}

type Place = NonNullable<Awaited<ReturnType<typeof toTranscribe>>>;

async function attempt(tenantId: string, place: Place): Promise<Transcribed> {
  try {
    const audio = await readAudio(tenantId, place);
    if ("kind" in audio) return audio;
    const apiKey = openApiKey(place.api_key_ciphertext, tenantId);
    const endpoint = { baseUrl: place.base_url, model: place.model, apiKey };
    return await transcribe(endpoint, audio, env().TRANSCRIPTION_STAND_IN_URL);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { kind: "later", problem: error.message };
  }
}

async function readAudio(
  tenantId: string,
  place: Place,
): Promise<Audio | Exclude<Transcribed, { kind: "text" }>> {
  const media = await fetchMedia(
    openCredentials(tenantId, place),
    { sid: place.recording_sid, channels: place.channels },
    { method: "GET", headers: {}, signal: AbortSignal.timeout(60_000) },
  );
  const type = audioType(media.headers.get("content-type"));
  if (media.status !== 200 || type === null) {
    await media.body?.cancel();
    return media.status === 404
      ? { kind: "refused", problem: "The recording was deleted at Twilio." }
      : { kind: "later", problem: "Twilio can't provide this recording right now." };
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of media.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) {
      await media.body?.cancel().catch(() => {});
      return { kind: "refused", problem: "The recording is too large for the provider." };
    }
    chunks.push(chunk);
  }
  return { bytes: new Uint8Array(Buffer.concat(chunks)), type };
}
