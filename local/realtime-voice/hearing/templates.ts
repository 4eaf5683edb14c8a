import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fromG711, toG711Bytes } from "@/local/carrier/media/g711";
import { featuresOf, HOP, SIZE } from "@/local/realtime-voice/hearing/features";
import type { Spoken, Voice } from "@/local/voice/voice";
import type { Manner } from "@/local/voice/voices";

/** How one word sounded once: frames of `SIZE` numbers each, one after the other. */
export type Template = { word: string; frames: Float32Array };

/** What is kept on disk is made again when this changes. */
const VERSION = 1;
const AHEAD = 4;
const SHORTEST_FRAMES = 6;
/** Frames at a word's end that are as quiet as this belong to the silence after it. */
const QUIET = 12.5;

/**
 * Templates cut from sentences as the caller's voice speaks them over a phone line, at most so many
 * of a word. Kept in the folder by a hash of what they are made of.
 */
export async function templatesOf(
  sentences: string[],
  options: { manner: Manner; perWord: number; voice: Voice; folder: string | null },
): Promise<Template[]> {
  const { manner, perWord, voice, folder } = options;
  const made = createHash("sha256").update(JSON.stringify([VERSION, sentences, manner, perWord]));
  const file = folder && join(folder, `${made.digest("hex").slice(0, 24)}.templates`);
  const existing = file && readKept(file);
  if (existing) return existing;
  const templates: Template[] = [];
  const counts = new Map<string, number>();
  for (const { sentence, spoken } of ahead(sentences, (text) => voice.say(text, manner))) {
    const { samples, words } = await spoken;
    const names = sentence.split(" ");
    // The voice contracts some words; then the cuts are not known.
    if (words.length !== names.length) continue;
    const frames = featuresOf(fromG711(toG711Bytes(samples)));
    for (const [index, word] of names.entries()) {
      const count = counts.get(word) ?? 0;
      if (count >= perWord) continue;
      const cut = cutOf(frames, words[index] ?? 0, words[index + 1] ?? samples.length);
      if (cut.length < SHORTEST_FRAMES) continue;
      counts.set(word, count + 1);
      templates.push({ word, frames: joined(cut) });
    }
  }
  if (file) keep(file, templates);
  return templates;
}

/** Every sentence with its sound, which is asked for some sentences before it is needed. */
function* ahead(sentences: string[], say: (text: string) => Promise<Spoken>) {
  const asked: { sentence: string; spoken: Promise<Spoken> }[] = [];
  for (const sentence of sentences) {
    asked.push({ sentence, spoken: say(sentence.replaceAll("_", " ")) });
    const next = asked.length > AHEAD && asked.shift();
    if (next) yield next;
  }
  yield* asked;
}

function cutOf(frames: Float32Array[], from: number, to: number): Float32Array[] {
  const cut = frames.slice(Math.round(from / HOP), Math.round(to / HOP));
  while (cut.length > SHORTEST_FRAMES && (cut.at(-1)?.[0] ?? 0) < QUIET) cut.pop();
  return cut;
}

function joined(frames: Float32Array[]): Float32Array {
  const all = new Float32Array(frames.length * SIZE);
  for (const [at, frame] of frames.entries()) all.set(frame, at * SIZE);
  return all;
}

function keep(file: string, templates: Template[]): void {
  const head = JSON.stringify(templates.map(({ word, frames }) => [word, frames.length]));
  const parts: Uint8Array[] = [Buffer.from(`${head}\n`)];
  for (const { frames } of templates) parts.push(Buffer.from(frames.buffer));
  mkdirSync(join(file, ".."), { recursive: true });
  // Two runs may make the same at once.
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, Buffer.concat(parts));
  renameSync(draft, file);
}

function readKept(file: string): Template[] | null {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    return null;
  }
  const head = bytes.indexOf("\n");
  const names: [string, number][] = JSON.parse(bytes.toString("utf8", 0, head));
  let at = head + 1;
  return names.map(([word, length]) => {
    const frames = new Float32Array(length);
    for (let index = 0; index < length; index++) frames[index] = bytes.readFloatLE(at + index * 4);
    at += length * 4;
    return { word, frames };
  });
}
