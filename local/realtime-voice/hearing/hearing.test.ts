import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fromG711, toG711Bytes } from "@/local/carrier/media/g711";
import { makeChance } from "@/local/demo/chance";
import { dataFolder } from "@/local/options";
import type { Vocabulary } from "@/local/realtime-voice/hearing/decoder";
import { listenBy, openHearing, SURE } from "@/local/realtime-voice/hearing/hearing";
import { openVoice } from "@/local/voice/voice";
import { CALLER, type Language, type Manner } from "@/local/voice/voices";

const voice = openVoice();
const vocabularies = new Map<Language, Vocabulary>();
const hearing = openHearing(voice, join(dataFolder(), "voice"));

beforeAll(async () => {
  vocabularies.set("en", await hearing.learn("en"));
  vocabularies.set("ro", await hearing.learn("ro"));
});
afterAll(() => voice.close());

/** None of them is a sentence that templates were cut from. */
const SENTENCES: Record<Language, string[]> = {
  en: [
    "can i book a massage for friday",
    "friday at three",
    "tomorrow at ten",
    "what about tuesday at eleven",
    "can i move it to wednesday at eleven",
    "next thursday at five",
    "no what about friday at ten",
    "a manicure on saturday at four",
  ],
  ro: [
    "vineri la ora trei",
    "mâine la zece",
    "dar marți la unsprezece",
    "pot să o mut miercuri la unsprezece",
    "joi viitoare la cinci",
    "nu dar vineri la zece",
    "la două și jumătate",
    "o programare la masaj joi la patru",
  ],
};

const SILENCE = 2000;

/** A sentence as it comes over a telephone line, with white noise so many decibels below it. */
async function overTheLine(text: string, manner: Manner, noise?: number): Promise<Int16Array> {
  const { samples } = await voice.say(text, manner);
  const line = new Int16Array(samples.length + 2 * SILENCE);
  line.set(samples, SILENCE);
  if (noise !== undefined) {
    const power = samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length;
    const height = Math.sqrt((3 * power) / 10 ** (noise / 10));
    const chance = makeChance(`noise on ${text}`);
    for (let at = 0; at < line.length; at++) {
      const sum = (line[at] ?? 0) + (chance.next() * 2 - 1) * height;
      line[at] = Math.max(-32_768, Math.min(32_767, Math.round(sum)));
    }
  }
  return fromG711(toG711Bytes(line));
}

async function hear(language: Language, text: string, manner: Manner, noise?: number) {
  const vocabulary = vocabularies.get(language);
  if (!vocabulary) throw new Error(`${language} was not learnt`);
  const listener = listenBy(vocabulary);
  listener.push(await overTheLine(text, manner, noise));
  return listener.result();
}

test.each(["en", "ro"] as const)(
  "callers' sentences are heard word for word: %s",
  async (language) => {
    for (const text of SENTENCES[language]) {
      const heard = await hear(language, text, CALLER[language]);
      expect(heard).toMatchObject({ text });
      expect(heard.cost).toBeLessThan(SURE);
    }
  },
);

test.each(["en", "ro"] as const)(
  "a faster, higher voice is heard but for one sentence at most: %s",
  async (language) => {
    const manner = { ...CALLER[language], rate: 190, pitch: 65 };
    let right = 0;
    for (const text of SENTENCES[language]) {
      if ((await hear(language, text, manner)).text === text) right++;
    }
    expect(right).toBeGreaterThanOrEqual(SENTENCES[language].length - 1);
  },
);

test.each(["en", "ro"] as const)(
  "in noise at 10 dB, nothing wrong is sure: %s",
  async (language) => {
    for (const text of SENTENCES[language]) {
      const heard = await hear(language, text, CALLER[language], 10);
      if (heard.cost < SURE) expect(heard.text).toBe(text);
    }
  },
);
