import type { SayAttributes } from "@/lib/twilio/voice-response";

type SayLanguage = NonNullable<SayAttributes["language"]>;
type SayVoice = NonNullable<SayAttributes["voice"]>;

/**
 * The languages that a route can speak, each with its voices, the default first:
 * https://www.twilio.com/docs/voice/twiml/say/text-speech
 */
export const voices = {
  "en-US": ["Polly.Joanna-Neural", "Polly.Matthew-Neural"],
  "en-GB": ["Polly.Amy-Neural", "Polly.Brian-Neural"],
  "en-AU": ["Polly.Olivia-Neural"],
  "de-DE": ["Polly.Vicki-Neural", "Polly.Daniel-Neural"],
  "es-ES": ["Polly.Lucia-Neural", "Polly.Sergio-Neural"],
  "es-US": ["Polly.Lupe-Neural", "Polly.Pedro-Neural"],
  "fr-FR": ["Polly.Lea-Neural", "Polly.Remi-Neural"],
  "it-IT": ["Polly.Bianca-Neural", "Polly.Adriano-Neural"],
  "nl-NL": ["Polly.Laura-Neural"],
  "pt-BR": ["Polly.Camila-Neural", "Polly.Thiago-Neural"],
  "ro-RO": ["Polly.Carmen"],
} as const satisfies Partial<Record<SayLanguage, readonly SayVoice[]>>;

export type Language = keyof typeof voices;
export type Voice = (typeof voices)[Language][number];

export function isLanguage(code: string): code is Language {
  return Object.hasOwn(voices, code);
}

/** The languages to choose from. */
export const routeLanguages: readonly Language[] = Object.keys(voices).filter(isLanguage);

/** Whether a voice speaks a language. */
export function speaks(voice: string, language: Language): boolean {
  return voices[language].some((known) => known === voice);
}

/** The voice of this name if it speaks the language, else the language's first. */
export function voiceOf(language: Language, name: string | undefined): Voice {
  const known: readonly Voice[] = voices[language];
  return known.find((voice) => voice === name) ?? voices[language][0];
}

/** The language of a country (ISO 3166-1 alpha-2) where a route can speak it, else English. */
export function languageFor(country: string): Language {
  return routeLanguages.find((code) => code.endsWith(`-${country}`)) ?? "en-US";
}
