/**
 * Text from people and from Twilio, made fit for the format that it goes into. The database's
 * private.clean_line and private.clean_paragraphs do the same; tests/database/stores/text.test.ts
 * compares both.
 */

// Control characters, line and paragraph separators, and two noncharacters that XML refuses.
const control = "\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ufffe\\uffff";
// White space, and what is drawn as nothing:
// https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
const blank =
  "\\u0020\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5" +
  "\\u180b-\\u180f\\u2000-\\u200f\\u202a-\\u202f\\u205f-\\u206f\\u2800\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb" +
  "\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}";
// Cut off at the ends. What may belong to the character before it, as in an emoji, stays.
const edge =
  "[\\u0020\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200b\\u202f\\u205f\\u2060\\u3000\\ufeff\\n\\t]+";

const visible = new RegExp(`[^${control}${blank}]`, "u");
const controls = new RegExp(`[${control}]+`, "gu");
const lineBreak = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
const otherControls = new RegExp(`(?![\\t\\n])[${control}]`, "gu");
const edges = new RegExp(`^${edge}|${edge}$`, "gu");

/** Whether a reader sees anything of it; spaces, zero-width characters and fillers are nothing. */
export function isVisible(text: string): boolean {
  return visible.test(text.toWellFormed());
}

/**
 * Text for one line: NFC, each run of control characters and line breaks a space, trimmed; "" when
 * nothing of it is visible.
 */
export function cleanLine(text: string): string {
  const line = text.toWellFormed().normalize("NFC").replace(controls, " ").replace(edges, "");
  return isVisible(line) ? line : "";
}

/**
 * Text of several lines: NFC, every kind of line break "\n", other control characters spaces,
 * trimmed; "" when nothing of it is visible.
 */
export function cleanParagraphs(text: string): string {
  const lines = text.toWellFormed().normalize("NFC").replace(lineBreak, "\n");
  const clean = lines.replace(otherControls, " ").replace(edges, "");
  return isVisible(clean) ? clean : "";
}

/** A few words as a sentence, which begins with a capital letter and ends in one mark. */
export function sentenceOf(words: string): string {
  const line = cleanLine(words);
  if (line === "") return "";
  const sentence = line.charAt(0).toUpperCase() + line.slice(1);
  return /[.!?…]["”’»)]?$/u.test(sentence) ? sentence : `${sentence}.`;
}

/**
 * Text that XML 1.0 can hold, on one line: control characters and halves of surrogate pairs become
 * spaces.
 * https://www.w3.org/TR/xml/#charsets
 */
export function xmlText(text: string): string {
  return text.toWellFormed().replace(controls, " ").replaceAll("\ufffd", " ");
}

/**
 * Whether Postgres keeps it: no NUL, no half of a surrogate pair.
 * https://www.postgresql.org/docs/17/datatype-json.html
 */
export function isStorable(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

/** JSON that Postgres takes as jsonb: NUL and halves of surrogate pairs become U+FFFD. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  // Both are written as escapes; nearly no JSON has any, and a replacer is slow.
  if (!/\\u(0000|d[89a-f])/.test(json)) return json;
  return JSON.stringify(value, (_, part) =>
    typeof part === "string" ? part.toWellFormed().replaceAll("\0", "\ufffd") : part,
  );
}
