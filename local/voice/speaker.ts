import { createInterface } from "node:readline";
import load from "@echogarden/espeak-ng-emscripten";
import { toPhoneRate } from "@/local/voice/resample";

/**
 * Speaks for another process: a line of JSON in, a line of JSON out. eSpeak NG is under the GPL,
 * so nothing else imports it, and this program is none of what is handed on (see README).
 */
const { eSpeakNGWorker } = await load();
const worker = await new eSpeakNGWorker();

for await (const line of createInterface({ input: process.stdin })) {
  const { id, text, voice, rate, pitch } = JSON.parse(line);
  worker.set_voice(voice);
  worker.rate = rate;
  worker.pitch = pitch;
  const chunks: Int16Array[] = [];
  const words: number[] = [];
  worker.synthesize(text, (chunk, events) => {
    // The memory is the synthesiser's own and used again.
    if (chunk) chunks.push(chunk.slice());
    for (const { type, audio_position } of events) if (type === "word") words.push(audio_position);
    return false;
  });
  const samples = toPhoneRate(joined(chunks));
  const audio = Buffer.from(samples.buffer).toString("base64");
  process.stdout.write(`${JSON.stringify({ id, words, audio })}\n`);
}

function joined(chunks: Int16Array[]): Int16Array {
  const all = new Int16Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
