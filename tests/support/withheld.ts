/** https://support.twilio.com/hc/en-us/articles/223179988: what Twilio sends as the From of a withheld number, in digits. */
const digits = {
  ANONYMOUS: "266696687",
  RESTRICTED: "7378742833",
  BLOCKED: "2562533",
  UNKNOWN: "8656696",
  UNAVAILABLE: "86282452253",
};

/** Each with and without the plus, and with the +1 of an American number before it. */
const keypad = Object.values(digits).flatMap((word) => [word, `+${word}`, `+1${word}`]);

const words = Object.keys(digits).flatMap((word) => [word, word.toLowerCase()]);

/** Every From of a withheld number. */
export const withheldSpellings = [
  ...keypad,
  ...words,
  "+7378742883",
  "Restricted",
  "private",
  "",
  "client:Anonymous",
  "sip:anonymous@anonymous.invalid",
];

/** Those that look like a number. */
export const withheldNumbers = withheldSpellings.filter((from) => /^\+[0-9]+$/.test(from));
