import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dataFolder } from "@/local/options";
import type { Vocabulary } from "@/local/realtime-voice/hearing/decoder";
import { openHearing, SURE } from "@/local/realtime-voice/hearing/hearing";
import {
  hearInNoise,
  hearOverTheLine,
  SENTENCES,
} from "@/local/realtime-voice/testing/over-the-line";
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

function of(language: Language) {
  const vocabulary = vocabularies.get(language);
  if (!vocabulary) throw new Error(`${language} was not learnt`);
  return { voice, vocabulary };
}

const hear = (language: Language, text: string, manner: Manner) =>
  hearOverTheLine(of(language), text, manner);

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

// The stand-in's ear, not a model's: it asks again rather than mishear.
test.each(["en", "ro"] as const)(
  "in noise at 10 dB, of eight sentences none is sure and none taken for another: %s",
  async (language) => {
    const figures = await hearInNoise(of(language), language, 10);
    expect(figures).toEqual({ right: 0, unsure: 8, wrong: 0 });
  },
);
