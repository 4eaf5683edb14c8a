import { fromG711, toG711Bytes } from "@/local/carrier/media/g711";
import { makeChance } from "@/local/demo/chance";
import type { Vocabulary } from "@/local/realtime-voice/hearing/decoder";
import { listenBy, SURE } from "@/local/realtime-voice/hearing/hearing";
import type { Voice } from "@/local/voice/voice";
import { CALLER, type Language, type Manner } from "@/local/voice/voices";

/** What callers say. None of them is a sentence that templates were cut from. */
export const SENTENCES: Record<Language, string[]> = {
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

/** A sentence as it is heard over a telephone line, with white noise so many decibels below it. */
export async function hearOverTheLine(
  { voice, vocabulary }: { voice: Voice; vocabulary: Vocabulary },
  text: string,
  manner: Manner,
  noise?: number,
) {
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
  const listener = listenBy(vocabulary);
  listener.push(fromG711(toG711Bytes(line)));
  return listener.result();
}

/**
 * How many of the sentences are heard as they were said in so much noise, are not heard for sure,
 * so that the caller is asked again, and are taken for others.
 */
export async function hearInNoise(
  of: { voice: Voice; vocabulary: Vocabulary },
  language: Language,
  noise: number,
) {
  const figures = { right: 0, unsure: 0, wrong: 0 };
  for (const text of SENTENCES[language]) {
    const heard = await hearOverTheLine(of, text, CALLER[language], noise);
    if (heard.cost >= SURE) figures.unsure += 1;
    else if (heard.text === text) figures.right += 1;
    else figures.wrong += 1;
  }
  return figures;
}
