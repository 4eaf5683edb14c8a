import { Decoder, type Heard, Vocabulary } from "@/local/realtime-voice/hearing/decoder";
import { Features } from "@/local/realtime-voice/hearing/features";
import { grammarOf, type Phrases, sentencesFor } from "@/local/realtime-voice/hearing/grammar";
import { english } from "@/local/realtime-voice/hearing/phrases/en";
import { romanian } from "@/local/realtime-voice/hearing/phrases/ro";
import { type Template, templatesOf } from "@/local/realtime-voice/hearing/templates";
import type { Voice } from "@/local/voice/voice";
import { CALLER, type Language } from "@/local/voice/voices";

const PHRASES: Record<Language, Phrases> = { en: english, ro: romanian };
/** Known voices cost less than 3.7; other words and noise cost more than 4.8. */
export const SURE = 4.4;
const PER_WORD = 3;
/** In which places of a phrase a session's own words may stand. */
const OWN_PLACES = ["service", "staff"];

/** Hears one utterance, while it is spoken. */
export type Listener = { push(samples: Int16Array): void; result(): Heard };

export type Hearing = {
  /** Makes ready for a language and a session's own words; what was made is kept. */
  learn(language: Language, keywords: readonly string[]): Promise<Vocabulary>;
};

/** Hears what callers' voices say; templates are kept in the folder, or in memory only. */
export function openHearing(voice: Voice, folder: string | null): Hearing {
  const bases = new Map<Language, Promise<Template[]>>();
  const learnt = new Map<string, Promise<Vocabulary>>();

  function base(language: Language): Promise<Template[]> {
    const existing = bases.get(language);
    if (existing) return existing;
    const made = templates(sentencesFor(PHRASES[language], PER_WORD), language);
    bases.set(language, made);
    made.catch(() => bases.delete(language));
    return made;
  }

  function templates(sentences: string[], language: Language): Promise<Template[]> {
    return templatesOf(sentences, { manner: CALLER[language], perWord: PER_WORD, voice, folder });
  }

  async function learn(language: Language, keywords: string[]): Promise<Vocabulary> {
    const known = await base(language);
    const { classes, phrases } = PHRASES[language];
    const all = { ...classes };
    for (const place of OWN_PLACES) all[place] = [...(classes[place] ?? []), ...keywords];
    const grammar = grammarOf({ classes: all, phrases });
    const words = new Set(known.map(({ word }) => word));
    const isNew = (text: string) => text.split(" ").some((word) => !words.has(word));
    const fresh = keywords.filter(isNew);
    if (fresh.length === 0) return new Vocabulary(grammar, known);
    const places = Object.fromEntries(OWN_PLACES.map((place) => [place, fresh]));
    const own = phrases.filter((phrase) =>
      OWN_PLACES.some((place) => phrase.includes(`{${place}}`)),
    );
    const sentences = sentencesFor({ classes: { ...classes, ...places }, phrases: own }, PER_WORD);
    const added = await templates(sentences.filter(isNew), language);
    return new Vocabulary(grammar, [...known, ...added.filter(({ word }) => !words.has(word))]);
  }

  return {
    learn(language, keywords) {
      const own = [...new Set(keywords.map(plain).filter((words) => words !== ""))].toSorted();
      const key = JSON.stringify([language, own]);
      const existing = learnt.get(key);
      if (existing) return existing;
      const made = learn(language, own);
      learnt.set(key, made);
      made.catch(() => learnt.delete(key));
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

/** As words are spoken: small letters, nothing between them but spaces. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}'-]+/gu, " ")
    .trim();
}
