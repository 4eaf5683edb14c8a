import type { Hours, Span } from "@/lib/routing/hours-schema";
import { phrases } from "@/lib/routing/phrases";
import type { Route } from "@/lib/routing/route";
import { type Language, voices } from "@/lib/routing/voices";

/** A new company's route: while open everybody's phone rings; else, a message is taken. */
export function defaultRoute(company: {
  name: string;
  time_zone: string;
  language: Language;
}): Route {
  const { name, time_zone, language } = company;
  const week = weekOf("09:00", "17:00");
  const message = phrases[language].leave_message;
  return {
    language,
    voice: voices[language][0],
    first: "greeting",
    steps: {
      greeting: { kind: "greeting", name: "", sound: { text: `${name}.` }, next: "hours" },
      hours: {
        ...{ kind: "hours", name: "Opening hours", open: "everyone", closed: "closed" },
        hours: { time_zone, week, holidays: [], exceptions: [] },
      },
      everyone: {
        ...{ kind: "ring", name: "Everyone", who: { kind: "everyone" }, order: "at_once" },
        ...{ seconds: 20, not_free: "nobody", no_answer: "nobody" },
      },
      nobody: {
        ...{ kind: "voicemail", name: "Nobody answered", mailbox: { kind: "shared" } },
        ...{ sound: { text: message }, max_seconds: 120 },
      },
      closed: {
        ...{ kind: "voicemail", name: "Closed", mailbox: { kind: "shared" } },
        ...{ sound: { text: message }, max_seconds: 120 },
      },
    },
  };
}

/** Open on the working days. */
export function weekOf(from: string, until: string): Hours["week"] {
  const day: Span[] = [{ from, until }];
  return { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] };
}
