import type { Language } from "@/local/voice/voices";

export type Wish =
  | "book"
  | "move"
  | "cancel"
  | "when"
  | "person"
  | "message"
  | "services"
  | "question"
  | "repeat";

/** What a caller means, as far as the words tell. */
export type Meaning = {
  text: string;
  wish: Wish | null;
  answer: "yes" | "no" | null;
  isBye: boolean;
  /** Days from today, or a day of the week from 0 for Sunday, in the next week where it says so. */
  day: { fromToday: number } | { weekday: number; isNext: boolean } | null;
  time: { hour: number; minute: number } | null;
  part: "morning" | "afternoon" | "evening" | null;
  /** Which of what was offered, from 0; -1 for the last. */
  rank: number | null;
  shift: "later" | "earlier" | null;
};

type Words = {
  wishes: readonly (readonly [Wish, RegExp])[];
  yes: RegExp;
  no: RegExp;
  bye: RegExp;
  near: readonly (readonly [RegExp, number])[];
  weekdays: readonly string[];
  next: RegExp;
  hours: readonly string[];
  time: RegExp;
  parts: readonly (readonly ["morning" | "afternoon" | "evening", RegExp])[];
  ranks: readonly (readonly [RegExp, number])[];
  later: RegExp;
  earlier: RegExp;
};

const EN: Words = {
  wishes: [
    ["person", /\b(person|somebody|human)\b/],
    ["message", /\b(leave a message|call me back)\b/],
    ["cancel", /\bcancel\b/],
    ["move", /\bmove\b/],
    ["when", /\bwhen is my\b/],
    ["services", /\bwhat services\b/],
    ["repeat", /\brepeat\b/],
    ["question", /\b(how much|when are you|where are you|card|parking|robot)\b/],
    ["book", /\b(book|appointment|would like an?|do you have anything|is \w+ free)\b/],
  ],
  yes: /^(yes|that is right|correct)\b/,
  no: /^no\b|\bnone of\b|\btoo late\b|\bchanged my mind\b/,
  bye: /\b(goodbye|that is all)\b/,
  near: [
    [/\btoday\b/, 0],
    [/\btomorrow\b/, 1],
    [/\byesterday\b/, -1],
  ],
  weekdays: ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"],
  next: /\bnext\b/,
  hours: [
    ...["one", "two", "three", "four", "five", "six"],
    ...["seven", "eight", "nine", "ten", "eleven", "twelve"],
  ],
  time: /(?:\b(?:at|about)\s+|^|\b(half past)\s+|(?:day|today|tomorrow|yesterday)\s+(?:at\s+)?)(HOUR)\b(?! one)(\s+thirty)?/,
  parts: [
    ["morning", /\bmorning\b/],
    ["afternoon", /\bafternoon\b/],
    ["evening", /\bevening\b/],
  ],
  ranks: [
    [/\bfirst one\b/, 0],
    [/\bsecond one\b/, 1],
    [/\bthird one\b/, 2],
    [/\blast one\b/, -1],
  ],
  later: /\blater\b/,
  earlier: /\bearlier\b/,
};

const RO: Words = {
  wishes: [
    ["person", /\b(cu o persoana|un om)\b/],
    ["message", /\b(las un mesaj|ma sunati)\b/],
    ["cancel", /\banulez\b/],
    ["move", /\b(mut|o mut)\b/],
    ["when", /\bcand am\b/],
    ["services", /\bce servicii\b/],
    ["repeat", /\brepeta\b/],
    ["question", /\b(cat costa|cand sunteti|unde sunteti|cardul|parcare|robot)\b/],
    ["book", /\b(programare|aveti ceva|este \w+ libera)\b/],
  ],
  yes: /^(da|este corect)\b/,
  no: /^nu\b|\bniciuna\b|\brazgandit\b/,
  bye: /\b(la revedere|asta este tot)\b/,
  near: [
    [/\bazi\b/, 0],
    [/\bpoimaine\b/, 2],
    [/\bmaine\b/, 1],
    [/\bieri\b/, -1],
  ],
  weekdays: ["duminica", "luni", "marti", "miercuri", "joi", "vineri", "sambata"],
  next: /\bviitoare\b/,
  hours: [
    ...["unu", "doua", "trei", "patru", "cinci", "sase"],
    ...["sapte", "opt", "noua", "zece", "unsprezece", "doisprezece"],
  ],
  time: /\bla(?: ora)?()\s+(HOUR)\b(\s+si jumatate)?/,
  parts: [
    ["morning", /\bdimineata?\b/],
    ["afternoon", /\bdupa amiaza\b/],
    ["evening", /\bseara\b/],
  ],
  ranks: [
    [/\bprima\b/, 0],
    [/\ba doua\b/, 1],
    [/\ba treia\b/, 2],
    [/\bultima\b/, -1],
  ],
  later: /\bmai tarziu\b/,
  earlier: /\bmai devreme\b/,
};

const WORDS: Record<Language, Words> = { en: EN, ro: RO };
/** Nobody comes before this: an hour below it is of the afternoon. */
const EARLIEST_HOUR = 8;

export function understand(said: string, language: Language): Meaning {
  const words = WORDS[language];
  const text = bare(said);
  const part = words.parts.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
  const found = <T>(list: readonly (readonly [RegExp, T])[]) =>
    list.find(([pattern]) => pattern.test(text))?.[1] ?? null;
  const fromToday = found(words.near);
  const weekday = words.weekdays.findIndex((name) => new RegExp(`\\b${name}\\b`).test(text));
  return {
    text: said,
    wish: words.wishes.find(([, pattern]) => pattern.test(text))?.[0] ?? null,
    answer: words.no.test(text) ? "no" : words.yes.test(text) ? "yes" : null,
    isBye: words.bye.test(text),
    day:
      fromToday !== null
        ? { fromToday }
        : weekday >= 0
          ? { weekday, isNext: words.next.test(text) }
          : null,
    time: timeIn(text, words, part),
    part,
    rank: found(words.ranks),
    shift: words.later.test(text) ? "later" : words.earlier.test(text) ? "earlier" : null,
  };
}

function timeIn(text: string, words: Words, part: Meaning["part"]): Meaning["time"] {
  const pattern = new RegExp(words.time.source.replace("HOUR", words.hours.join("|")));
  const [, before, name = "", after] = pattern.exec(text) ?? [];
  const named = words.hours.indexOf(name) + 1;
  if (named === 0) return null;
  const isLate = part === "morning" ? false : named < EARLIEST_HOUR || part === "evening";
  const hour = isLate && named < 12 ? named + 12 : named;
  return { hour, minute: before || after ? 30 : 0 };
}

/** Small letters without their marks, as words are compared. */
export function bare(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
