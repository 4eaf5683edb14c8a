import { hearClock, hearDay, hearDigits } from "@/lib/agent/spoken/en/hear";
import { numberWords } from "@/lib/agent/spoken/en/numbers";
import {
  clockWords,
  dayWords,
  durationWords,
  phoneWords,
  priceWords,
} from "@/lib/agent/spoken/en/say";
import type { Spoken } from "@/lib/agent/spoken/spoken";

const list = new Intl.ListFormat("en", { type: "disjunction" });

export const en: Spoken = {
  number: numberWords,
  day: dayWords,
  clock: clockWords,
  when: (day, clock, today) => `${dayWords(day, today)} at ${clockWords(clock)}`,
  duration: durationWords,
  price: priceWords,
  phone: phoneWords,
  either: (words) => list.format(words),
  hearDay,
  hearClock,
  hearDigits,
};
