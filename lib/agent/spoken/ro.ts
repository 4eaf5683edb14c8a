import { hearClock, hearDay, hearDigits } from "@/lib/agent/spoken/ro/hear";
import { numberWords } from "@/lib/agent/spoken/ro/numbers";
import {
  clockWords,
  dayWords,
  durationWords,
  phoneWords,
  priceWords,
} from "@/lib/agent/spoken/ro/say";
import type { Spoken } from "@/lib/agent/spoken/spoken";

const list = new Intl.ListFormat("ro", { type: "disjunction" });

export const ro: Spoken = {
  number: (value) => numberWords(value),
  day: dayWords,
  clock: clockWords,
  when: (day, clock, today) => `${dayWords(day, today)}, la ${clockWords(clock)}`,
  duration: durationWords,
  price: priceWords,
  phone: phoneWords,
  either: (words) => list.format(words),
  hearDay,
  hearClock,
  hearDigits,
};
