import type { Scenario } from "@/tests/telephony/agent/scenario";

const TUESDAY = 2;
const THURSDAY = 4;
const FRIDAY = 5;
const byeEn = "thank you goodbye";
const byeRo = "mulțumesc la revedere";

/** Callers who book, straight on or by detours. */
export const bookings: Scenario[] = [
  {
    name: "books, step by step",
    lines: {
      en: ["i would like to book a haircut", "tuesday at ten", "yes please", byeEn],
      ro: ["aș dori o programare la tuns", "marți la ora zece", "da vă rog", byeRo],
    },
    expected: {
      outcome: "contained",
      booking: { service: "haircut", day: { weekday: TUESDAY }, hour: 10 },
    },
  },
  {
    name: "books, then changes their mind before saying yes",
    lines: {
      en: [
        "i would like to book a haircut",
        "tuesday at ten",
        "no what about friday at eleven",
        "yes that works",
        byeEn,
      ],
      ro: [
        "aș dori o programare la tuns",
        "marți la ora zece",
        "nu dar vineri la unsprezece",
        "da este bine",
        byeRo,
      ],
    },
    expected: {
      outcome: "contained",
      booking: { service: "haircut", day: { weekday: FRIDAY }, hour: 11 },
    },
  },
  {
    name: "says service, day and time at once",
    lines: {
      en: ["a massage on thursday at three", "yes please", byeEn],
      ro: ["o programare la masaj joi la trei", "da vă rog", byeRo],
    },
    expected: {
      outcome: "contained",
      booking: { service: "massage", day: { weekday: THURSDAY }, hour: 15 },
    },
  },
  {
    name: "says it all at once, and no to the read-back",
    lines: {
      en: ["a massage on thursday at three", "no thank you", "friday at four", "yes please", byeEn],
      ro: [
        "o programare la masaj joi la trei",
        "nu mulțumesc",
        "vineri la ora patru",
        "da vă rog",
        byeRo,
      ],
    },
    expected: {
      outcome: "contained",
      booking: { service: "massage", day: { weekday: FRIDAY }, hour: 16 },
    },
  },
  {
    name: "takes the second of what is offered",
    lines: {
      en: ["i would like to book a haircut", "friday please", "the second one", "yes", byeEn],
      ro: ["aș dori o programare la tuns", "vineri vă rog", "a doua", "da", byeRo],
    },
    expected: {
      outcome: "contained",
      booking: { service: "haircut", day: { weekday: FRIDAY }, hour: -1 },
    },
  },
  {
    name: "takes none of what is offered, then another day",
    lines: {
      en: [
        "i would like to book a haircut",
        "friday please",
        "no thank you",
        "tuesday at nine",
        "yes",
        byeEn,
      ],
      ro: [
        "aș dori o programare la tuns",
        "vineri vă rog",
        "nu mulțumesc",
        "marți la ora nouă",
        "da",
        byeRo,
      ],
    },
    expected: {
      outcome: "contained",
      booking: { service: "haircut", day: { weekday: TUESDAY }, hour: 9 },
    },
  },
  {
    name: "interrupts the offer",
    lines: {
      en: [
        "i would like to book a haircut",
        "friday please",
        { interrupts: "what about tuesday at ten", afterMs: 2600 },
        "yes that works",
        byeEn,
      ],
      ro: [
        "aș dori o programare la tuns",
        "vineri vă rog",
        { interrupts: "dar marți la zece", afterMs: 2600 },
        "da este bine",
        byeRo,
      ],
    },
    expected: {
      outcome: "contained",
      booking: { service: "haircut", day: { weekday: TUESDAY }, hour: 10 },
    },
  },
  {
    name: "speaks during the greeting",
    lines: {
      en: [
        { interrupts: "i would like to book a haircut", afterMs: 1500 },
        "tuesday at eleven",
        "yes please",
        byeEn,
      ],
      ro: [
        { interrupts: "aș dori o programare la tuns", afterMs: 1500 },
        "marți la ora unsprezece",
        "da vă rog",
        byeRo,
      ],
    },
    expected: {
      outcome: "contained",
      booking: { service: "haircut", day: { weekday: TUESDAY }, hour: 11 },
    },
  },
  {
    name: "wants yesterday, then a day to come",
    lines: {
      en: [
        "i would like to book a haircut",
        "yesterday at ten",
        "tuesday at ten",
        "yes please",
        byeEn,
      ],
      ro: ["aș dori o programare la tuns", "ieri la ora zece", "marți la ora zece", "da", byeRo],
    },
    expected: {
      outcome: "contained",
      booking: { service: "haircut", day: { weekday: TUESDAY }, hour: 10 },
    },
  },
  {
    name: "wants a day on which it is closed",
    lines: {
      en: ["i would like to book a haircut", "sunday at ten", "friday at ten", "yes please", byeEn],
      ro: [
        "aș dori o programare la tuns",
        "duminică la ora zece",
        "vineri la ora zece",
        "da vă rog",
        byeRo,
      ],
    },
    expected: {
      outcome: "contained",
      booking: { service: "haircut", day: { weekday: FRIDAY }, hour: 10 },
    },
  },
  {
    name: "is late: what was offered is taken meanwhile",
    lines: {
      en: [
        "i would like to book a manicure",
        "thursday at two",
        { isTakenBefore: "yes please" },
        "friday at two",
        "yes please",
        byeEn,
      ],
      ro: [
        "aș dori o programare la manichiură",
        "joi la ora două",
        { isTakenBefore: "da vă rog" },
        "vineri la ora două",
        "da vă rog",
        byeRo,
      ],
    },
    expected: {
      outcome: "contained",
      booking: { service: "manicure", day: { weekday: FRIDAY }, hour: 14 },
    },
  },
  {
    name: "is not known, and says a name",
    isUnknown: true,
    lines: {
      en: ["a massage on thursday at eleven", "yes please", "my name is john smith", byeEn],
      ro: ["o programare la masaj joi la unsprezece", "da vă rog", "mă numesc ion popescu", byeRo],
    },
    expected: {
      outcome: "contained",
      booking: { service: "massage", day: { weekday: THURSDAY }, hour: 11 },
    },
  },
  {
    name: "is late, and leaves it",
    lines: {
      en: [
        "i would like to book a manicure",
        "tuesday at two",
        { isTakenBefore: "yes please" },
        byeEn,
      ],
      ro: [
        "aș dori o programare la manichiură",
        "marți la ora două",
        { isTakenBefore: "da vă rog" },
        byeRo,
      ],
    },
    expected: { outcome: "contained" },
  },
];
