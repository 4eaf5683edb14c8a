import { cleanLine } from "@/lib/core/text";

/** What a customer is notified of. */
export type NoticeKind = "booked" | "moved" | "cancelled" | "reminder";

export type Notified = {
  company: string;
  service: string;
  staff: string;
  starts_at: string;
  time_zone: string;
  language: "en" | "ro";
};

/** What became of a booking, by its row: changed once they were notified before. */
export function kindOf({ status, sequence }: { status: string; sequence: number }): NoticeKind {
  if (status === "cancelled") return "cancelled";
  return sequence === 0 ? "booked" : "moved";
}

const formats = {
  en: { locale: "en-US", weekday: "short", month: "short" },
  ro: { locale: "ro-RO", weekday: "long", month: "long" },
} as const;

/** "Thu, Dec 3, 3:00 PM", "joi, 3 decembrie, ora 15:00". */
export function whenWords({ starts_at, time_zone: timeZone, language }: Notified): string {
  const { locale, weekday, month } = formats[language];
  const moment = new Date(starts_at);
  const day = new Intl.DateTimeFormat(locale, { timeZone, weekday, month, day: "numeric" });
  const clock = new Intl.DateTimeFormat(locale, { timeZone, timeStyle: "short" });
  const time = clock.format(moment).replace(/\u202f/g, " ");
  return `${day.format(moment)}, ${language === "ro" ? "ora " : ""}${time}`;
}

const sentences = {
  en: {
    booked: (what: string, when: string) => `Your ${what} is booked: ${when}.`,
    moved: (what: string, when: string) => `Your ${what} is now ${when}.`,
    cancelled: (what: string, when: string) => `Your ${what} on ${when} is canceled.`,
    reminder: (what: string, when: string) => `A reminder of your ${what}: ${when}.`,
    with: " with ",
    change: "To change it, call us.",
  },
  ro: {
    booked: (what: string, when: string) => `Programarea dvs. (${what}) este confirmată: ${when}.`,
    moved: (what: string, when: string) => `Programarea dvs. (${what}) s-a mutat: ${when}.`,
    cancelled: (what: string, when: string) =>
      `Programarea dvs. (${what}) din ${when} este anulată.`,
    reminder: (what: string, when: string) => `Vă reamintim programarea dvs. (${what}): ${when}.`,
    with: ", cu ",
    change: "Pentru modificări, sunați-ne.",
  },
};

/** One sentence in the booking's language, and how to change it. */
export function noticeSentence(kind: NoticeKind, notified: Notified): string {
  const words = sentences[notified.language];
  const who = kind === "cancelled" ? "" : `${words.with}${notified.staff}`;
  const sentence = words[kind](notified.service, `${whenWords(notified)}${who}`);
  return kind === "cancelled" ? sentence : `${sentence} ${words.change}`;
}

/**
 * As a text message, from whom it is first. Romanian goes without diacritics, which would double
 * what it costs (lib/messages/segments.ts).
 */
export function noticeText(kind: NoticeKind, notified: Notified): string {
  const text = `${notified.company}: ${noticeSentence(kind, notified)}`;
  return cleanLine(notified.language === "ro" ? withoutMarks(text) : text);
}

const withoutMarks = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "");

const subjects = {
  en: { booked: "Booked", moved: "Moved", cancelled: "Canceled", reminder: "Reminder" },
  ro: { booked: "Programare", moved: "Mutată", cancelled: "Anulată", reminder: "Reamintire" },
};

/** "Booked: Cut, Thu, Dec 3, 3:00 PM". */
export function noticeSubject(kind: NoticeKind, notified: Notified): string {
  return `${subjects[notified.language][kind]}: ${notified.service}, ${whenWords(notified)}`;
}
