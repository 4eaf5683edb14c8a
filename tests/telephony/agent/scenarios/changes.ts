import type { Scenario } from "@/tests/telephony/agent/scenario";

const TUESDAY = 2;
const FRIDAY = 5;
const byeEn = "thank you goodbye";
const byeRo = "mulțumesc la revedere";
const kept = { service: "haircut", day: { weekday: TUESDAY }, hour: 10 } as const;

/** Callers who have a booking already: Tuesday at ten. */
export const changes: Scenario[] = [
  {
    name: "cancels",
    has: "booking",
    lines: {
      en: ["i would like to cancel my appointment", "yes please", byeEn],
      ro: ["aș dori să anulez programarea", "da vă rog", byeRo],
    },
    expected: { outcome: "contained" },
  },
  {
    name: "wants to cancel, and does not after all",
    has: "booking",
    lines: {
      en: ["i need to cancel my appointment", "no thank you", byeEn],
      ro: ["vreau să anulez programarea", "nu mulțumesc", byeRo],
    },
    expected: { outcome: "contained", booking: kept },
  },
  {
    name: "moves",
    has: "booking",
    lines: {
      en: ["i would like to move my appointment", "friday at eleven", "yes please", byeEn],
      ro: ["vreau să mut programarea", "vineri la ora unsprezece", "da vă rog", byeRo],
    },
    expected: {
      outcome: "contained",
      booking: { service: "haircut", day: { weekday: FRIDAY }, hour: 11 },
    },
  },
  {
    name: "wants to move, and leaves it",
    has: "booking",
    lines: {
      en: ["i would like to move my appointment", "friday at eleven", "no thank you", byeEn],
      ro: ["vreau să mut programarea", "vineri la ora unsprezece", "nu mulțumesc", byeRo],
    },
    expected: { outcome: "contained", booking: kept },
  },
  {
    name: "asks when the appointment is",
    has: "booking",
    lines: {
      en: ["when is my appointment", byeEn],
      ro: ["când am programarea", byeRo],
    },
    expected: { outcome: "contained", booking: kept },
  },
  {
    name: "has nothing to cancel",
    lines: {
      en: ["i would like to cancel my appointment", byeEn],
      ro: ["aș dori să anulez programarea", byeRo],
    },
    expected: { outcome: "contained" },
  },
];
