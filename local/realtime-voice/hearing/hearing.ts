import { Decoder, type Heard, Vocabulary } from "@/local/realtime-voice/hearing/decoder";
import { Features } from "@/local/realtime-voice/hearing/features";
import { grammarOf, type Phrases, sentencesFor } from "@/local/realtime-voice/hearing/grammar";
import { english } from "@/local/realtime-voice/hearing/phrases/en";
import { romanian } from "@/local/realtime-voice/hearing/phrases/ro";
import { templatesOf } from "@/local/realtime-voice/hearing/templates";
import type { Voice } from "@/local/voice/voice";
import { CALLER, type Language } from "@/local/voice/voices";

const PHRASES: Record<Language, Phrases> = { en: english, ro: romanian };
/** Known voices cost less than 3.7; other words and noise cost more than 4.8. */
export const SURE = 4.4;
const PER_WORD = 3;

/** Hears one utterance, while it is spoken. */
export type Listener = { push(samples: Int16Array): void; result(): Heard };

export type Hearing = {
  /** Makes ready for a language; what was made is kept. */
  learn(language: Language): Promise<Vocabulary>;
};

/** Hears what callers' voices say; templates are kept in the folder, or in memory only. */
export function openHearing(voice: Voice, folder: string | null): Hearing {
  const learnt = new Map<Language, Promise<Vocabulary>>();

  async function learn(language: Language): Promise<Vocabulary> {
    const phrases = PHRASES[language];
    const manner = CALLER[language];
    const sentences = sentencesFor(phrases, PER_WORD);
    const templates = await templatesOf(sentences, { manner, perWord: PER_WORD, voice, folder });
    return new Vocabulary(grammarOf(phrases), templates);
  }

  return {
    learn(language) {
      const existing = learnt.get(language);
      if (existing) return existing;
      const made = learn(language);
      learnt.set(language, made);
      made.catch(() => learnt.delete(language));
      return made;
    },
  };
}

export function listenBy(vocabulary: Vocabulary): Listener {
  const features = new Features();
  const decoder = new Decoder(vocabulary);
  return {
    push(samples) {
      for (const frame of features.push(samples)) decoder.push(frame);
    },
    result: () => decoder.result(),
  };
}
