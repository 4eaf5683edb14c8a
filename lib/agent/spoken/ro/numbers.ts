import { foldWords } from "@/lib/agent/spoken/spoken";

/** Neuter is counted as feminine from two on, and as masculine before. */
export type Gender = "m" | "f" | "n";

const small = [
  ...["zero", "unu", "doi", "trei", "patru", "cinci", "șase", "șapte", "opt", "nouă", "zece"],
  ...["unsprezece", "doisprezece", "treisprezece", "paisprezece", "cincisprezece"],
  ...["șaisprezece", "șaptesprezece", "optsprezece", "nouăsprezece"],
];
const tens = [
  ...["", "", "douăzeci", "treizeci", "patruzeci", "cincizeci", "șaizeci", "șaptezeci"],
  ...["optzeci", "nouăzeci"],
];
const feminine: Record<number, string> = { 1: "una", 2: "două", 12: "douăsprezece" };

function smallWords(n: number, gender: Gender): string {
  const isFeminine = gender === "f" || (gender === "n" && n !== 1);
  return (isFeminine && feminine[n]) || (small[n] ?? "");
}

/** A whole number up to 999,999 in words, as it counts things of a gender. */
export function numberWords(value: number, gender: Gender = "m"): string {
  const n = Math.floor(value);
  if (n < 20) return smallWords(n, gender);
  if (n < 100) {
    const ten = tens[Math.floor(n / 10)];
    return n % 10 === 0 ? `${ten}` : `${ten} și ${smallWords(n % 10, gender)}`;
  }
  if (n >= 1_000_000) return String(value);
  const [size, one, many] = n < 1000 ? [100, "o sută", "sute"] : [1000, "o mie", "mii"];
  const [count, rest] = [Math.floor(n / size), n % size];
  const words = count === 1 ? one : `${numberWords(count, "f")} ${of(count)}${many}`;
  return rest === 0 ? words : `${words} ${numberWords(rest, gender)}`;
}

/** From twenty on what is counted stands behind "de": "douăzeci de minute", "o sută de lei". */
const of = (n: number) => (n >= 20 && (n % 100 === 0 || n % 100 >= 20) ? "de " : "");

/** "un minut", "două minute", "douăzeci de minute". */
export function counted(n: number, thing: { one: string; many: string; gender: Gender }): string {
  if (n === 1) return `${thing.gender === "f" ? "o" : "un"} ${thing.one}`;
  return `${numberWords(n, thing.gender)} ${of(n)}${thing.many}`;
}

const spelled = (words: string[], value: (at: number) => number) =>
  words.flatMap((word, at): [string, number][] => (word ? [[foldWords(word), value(at)]] : []));

const values = new Map<string, number>([
  ...spelled(small, (at) => at),
  ...spelled(tens, (at) => at * 10),
  ...Object.entries(feminine).map(([n, word]): [string, number] => [foldWords(word), Number(n)]),
  ...[
    ["un", 1],
    ["o", 1],
    ["intai", 1],
    ["intaia", 1],
    ["prima", 1],
    // As many say them.
    ["unspe", 11],
    ["doispe", 12],
    ["douaspe", 12],
    ["treispe", 13],
    ["paispe", 14],
    ["cinspe", 15],
    ["saispe", 16],
    ["saptespe", 17],
    ["optspe", 18],
    ["nouaspe", 19],
  ].map(([word, value]): [string, number] => [String(word), Number(value)]),
]);

/** The value of a number word without diacritics, or of digits: "cinci", "5". */
export function readValue(word: string | undefined): number | undefined {
  if (!word) return undefined;
  return /^\d{1,4}$/.test(word) ? Number(word) : values.get(word);
}

/** Numbers of several words made one: "douazeci si cinci" → 25, "sapte sute douazeci" → 720. */
export function readNumbers(text: string): string[] {
  const words = text.split(" ");
  const read: string[] = [];
  for (let at = 0; at < words.length; ) {
    const { value, length } = hundredsAt(words, at);
    read.push(value === undefined ? (words[at] ?? "") : String(value));
    at += length;
  }
  return read;
}

type Read = { value: number | undefined; length: number };

function hundredsAt(words: string[], at: number): Read {
  const count = readValue(words[at]);
  const isHundred = words[at + 1] === "suta" || words[at + 1] === "sute";
  if (count === undefined || count > 9 || !isHundred) return tensAt(words, at);
  const rest = tensAt(words, at + 2);
  if (rest.value === undefined || !isWord(words[at + 2])) return { value: count * 100, length: 2 };
  return { value: count * 100 + rest.value, length: 2 + rest.length };
}

function tensAt(words: string[], at: number): Read {
  const value = isWord(words[at]) ? readValue(words[at]) : undefined;
  const one =
    words[at + 1] === "si" && isWord(words[at + 2]) ? readValue(words[at + 2]) : undefined;
  const isTen = value !== undefined && value >= 20 && value % 10 === 0;
  if (isTen && one !== undefined && one > 0 && one < 10) return { value: value + one, length: 3 };
  // "o" and "un" are articles where nothing is counted by them.
  const isArticle = words[at] === "o" || words[at] === "un";
  return { value: isArticle ? undefined : value, length: 1 };
}

const isWord = (word: string | undefined) => !!word && !/^\d/.test(word);
