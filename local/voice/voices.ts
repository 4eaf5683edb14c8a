export const LANGUAGES = ["en", "ro"] as const;
export type Language = (typeof LANGUAGES)[number];

/** How eSpeak NG speaks: a voice by its name, words a minute, height from 0 to 99. */
export type Manner = { voice: string; rate: number; pitch: number };

/** Callers sound different from the agent, so that one hears who is who. */
export const CALLER: Record<Language, Manner> = {
  en: { voice: "en-us", rate: 150, pitch: 50 },
  ro: { voice: "ro", rate: 150, pitch: 50 },
};
export const AGENT: Record<Language, Manner> = {
  en: { voice: "en-us+f3", rate: 165, pitch: 55 },
  ro: { voice: "ro+f2", rate: 165, pitch: 55 },
};
