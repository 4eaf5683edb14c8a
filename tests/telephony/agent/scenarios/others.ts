import type { Scenario } from "@/tests/telephony/agent/scenario";

const byeEn = "thank you goodbye";
const byeRo = "mulțumesc la revedere";

/** Callers who ask, want a person, leave a message, say nothing, or hang up. */
export const others: Scenario[] = [
  {
    name: "asks for a person",
    lines: {
      en: ["can i speak to a person"],
      ro: ["vreau să vorbesc cu o persoană"],
    },
    expected: { outcome: "handed_over" },
  },
  {
    name: "asks for a person in the middle of a booking",
    lines: {
      en: ["i would like to book a haircut", "i would like to speak to a person"],
      ro: ["aș dori o programare la tuns", "vreau să vorbesc cu o persoană"],
    },
    expected: { outcome: "handed_over" },
  },
  {
    name: "presses 0",
    lines: { en: [{ presses: "0" }], ro: [{ presses: "0" }] },
    expected: { outcome: "handed_over" },
  },
  {
    name: "presses 0 in the middle of a booking",
    lines: {
      en: ["i would like to book a haircut", "tuesday at ten", { presses: "0" }],
      ro: ["aș dori o programare la tuns", "marți la ora zece", { presses: "0" }],
    },
    expected: { outcome: "handed_over" },
  },
  {
    name: "leaves a message",
    lines: {
      en: ["can i leave a message", "please call me back tomorrow", byeEn],
      ro: ["pot să las un mesaj", "vă rog să mă sunați mâine", byeRo],
    },
    expected: {
      outcome: ["message", "contained"],
      message: { en: "please call me back tomorrow", ro: "vă rog să mă sunați mâine" },
    },
  },
  {
    name: "leaves a message at once",
    lines: {
      en: ["please call me back today", byeEn],
      ro: ["vă rog să mă sunați azi", byeRo],
    },
    expected: {
      outcome: ["message", "contained"],
      message: { en: "please call me back today", ro: "vă rog să mă sunați azi" },
    },
  },
  {
    name: "asks when it is open",
    lines: {
      en: ["when are you open", byeEn],
      ro: ["când sunteți deschis", byeRo],
    },
    expected: { outcome: "contained" },
  },
  {
    name: "asks for a price, and again",
    lines: {
      en: ["how much is a massage", "can you repeat that", byeEn],
      ro: ["cât costă un masaj", "puteți repeta", byeRo],
    },
    expected: { outcome: "contained" },
  },
  {
    name: "says nothing",
    lines: { en: [{ silentSeconds: 25 }], ro: [{ silentSeconds: 25 }] },
    expected: { outcome: "caller_left" },
  },
  {
    name: "is silent for a while, then goes on",
    lines: {
      en: [{ silentSeconds: 7 }, "when are you open", byeEn],
      ro: [{ silentSeconds: 7 }, "când sunteți deschis", byeRo],
    },
    expected: { outcome: "contained" },
  },
  {
    name: "hangs up in the middle of a booking",
    lines: {
      en: ["i would like to book a haircut", "tuesday at ten", { hangsUp: true }],
      ro: ["aș dori o programare la tuns", "marți la ora zece", { hangsUp: true }],
    },
    expected: { outcome: "caller_left" },
  },
  {
    name: "says what it does not know",
    lines: {
      en: ["my dog ate the whole cheese cake", "when are you open", byeEn],
      ro: ["câinele meu a mâncat tot tortul", "când sunteți deschis", byeRo],
    },
    expected: { outcome: "contained" },
  },
];
