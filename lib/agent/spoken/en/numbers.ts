const small = [
  ...["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
  ...["eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"],
  ...["eighteen", "nineteen"],
];
const tens = [
  ...["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
];
const odd: Record<string, string> = {
  ...{ one: "first", two: "second", three: "third", five: "fifth", eight: "eighth" },
  ...{ nine: "ninth", twelve: "twelfth" },
};

/** A whole number up to 999,999 in words. */
export function numberWords(value: number): string {
  const n = Math.floor(value);
  if (n < 20) return small[n] ?? String(value);
  if (n < 100) return [tens[Math.floor(n / 10)], n % 10 && small[n % 10]].filter(Boolean).join("-");
  if (n < 1000) return joined(Math.floor(n / 100), "hundred", n % 100);
  if (n < 1_000_000) return joined(Math.floor(n / 1000), "thousand", n % 1000);
  return String(value);
}

const joined = (count: number, name: string, rest: number) =>
  [numberWords(count), name, rest > 0 && numberWords(rest)].filter(Boolean).join(" ");

/** "fourth", "twenty-first". */
export function ordinalWords(value: number): string {
  const words = numberWords(value);
  const [, before = "", last = words] = /^(.*-)?([a-z]+)$/.exec(words) ?? [];
  if (odd[last]) return before + odd[last];
  return before + (last.endsWith("y") ? `${last.slice(0, -1)}ieth` : `${last}th`);
}

const values = new Map<string, number>([
  ...small.map((word, value): [string, number] => [word, value]),
  ...tens.map((word, value): [string, number] => [word, value * 10]),
  ...Array.from({ length: 31 }, (_, at): [string, number] => [ordinalWords(at + 1), at + 1]),
  ["a", 1],
  ["an", 1],
  ["oh", 0],
  ["o", 0],
]);

/** The value of a number word, or of digits with or without their ending: "five", "5th". */
export function readValue(word: string | undefined): number | undefined {
  if (!word) return undefined;
  const digits = /^(\d{1,4})(st|nd|rd|th)?$/.exec(word);
  return digits ? Number(digits[1]) : values.get(word);
}

/** Numbers of two words made one: "twenty five" → 25, "twenty-first" → 21. */
export function readNumbers(text: string): string[] {
  const words = text.split(" ");
  const read: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const [word = "", next = ""] = words.slice(at, at + 2);
    const [ten, one] = [tens.indexOf(word), readValue(next)];
    const isOne = one !== undefined && one > 0 && one < 10 && !/^\d/.test(next);
    const isPair = ten >= 2 && isOne;
    read.push(isPair ? String(ten * 10 + one) : word);
    if (isPair) at += 1;
  }
  return read;
}
