import { z } from "zod";
import { formatPhone } from "@/lib/core/phone";
import { formatWhen } from "@/lib/core/time";
import { countWords } from "@/lib/missed/words";
import { wordsOf } from "@/lib/notifications/view";

const firstOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ count: z.number(), first: z.array(item).nullable() });

/** What machine.claim_daily_mails gives: whose mail, and what is to be in it. */
export const DailyMail = z.object({
  ...{ tenant_id: z.uuid(), user_id: z.uuid(), day: z.iso.date() },
  ...{ name: z.string(), email: z.string(), company: z.string() },
  ...{ time_zone: z.string(), country_code: z.string() },
  missed: firstOf(
    z.object({
      ...{ what: z.string(), calls: z.number(), missed_at: z.string() },
      ...{ number: z.string(), name: z.string().nullable() },
    }),
  ),
  tasks: firstOf(z.object({ title: z.string(), name: z.string().nullable(), due_at: z.string() })),
  unread: firstOf(z.object({ kind: z.string(), subject: z.string(), facts: z.unknown() })),
});
export type DailyMail = z.output<typeof DailyMail>;

/** `words` follow the count in the subject. */
type Section = { title: string; words: string; path: string; count: number; lines: string[] };
/** Where counting stops. */
const maxCounted = 100;
const counted = (count: number) => (count >= maxCounted ? `${maxCounted}+` : String(count));

/** A person's day as a mail, or null when there is nothing to say. `app` is where Ringbook is. */
export function dailyMail(mail: DailyMail, now: Date, app: string) {
  const sections = sectionsOf(mail, now).filter(({ count }) => count > 0);
  if (sections.length === 0) return null;
  const sums = sections.map(({ words, count }) => `${counted(count)} ${words}`);
  const greeting = `${mail.name}, this is your day at ${mail.company}.`;
  const settings = {
    url: `${app}/settings/notifications`,
    words: "Change or stop this daily email",
  };
  return {
    subject: `Your day: ${sums.join(", ")}`,
    text: [
      greeting,
      ...sections.map((section) => asText(section, app)),
      `${settings.words}: ${settings.url}`,
    ].join("\n\n"),
    html: [
      `<p>${escaped(greeting)}</p>`,
      ...sections.map((section) => asHtml(section, app)),
      `<p><a href="${escaped(settings.url)}">${settings.words}</a></p>`,
    ].join("\n"),
  };
}

function sectionsOf({ missed, tasks, unread, ...of }: DailyMail, now: Date): Section[] {
  const when = (iso: string) => formatWhen(iso, of.time_zone, now);
  const caller = ({ name, number }: { name: string | null; number: string }) =>
    name ?? formatPhone(number, of.country_code);
  return [
    {
      ...{
        title: "To call back",
        words: "to call back",
        path: "/missed?mine=1",
        count: missed.count,
      },
      lines: (missed.first ?? []).map(
        (each) =>
          `${caller(each)}: ${countWords({ kind: each.what, calls: each.calls })}, ${when(each.missed_at)}`,
      ),
    },
    {
      ...{ title: "Tasks", path: "/tasks", count: tasks.count },
      words: tasks.count === 1 ? "task" : "tasks",
      lines: (tasks.first ?? []).map(({ title, name, due_at }) => {
        const due = Date.parse(due_at) < now.getTime() ? "overdue since" : "due";
        return `${title}${name ? `, ${name}` : ""}: ${due} ${when(due_at)}`;
      }),
    },
    {
      ...{ title: "Unread", words: "unread", path: "/notifications?unread=1", count: unread.count },
      lines: (unread.first ?? []).map((each) => wordsOf(each, of.country_code).sentence),
    },
  ];
}

const headingOf = ({ title, count }: Section) => `${title} (${counted(count)})`;

function asText(section: Section, app: string): string {
  const lines = section.lines.map((line) => `- ${line}`);
  return [headingOf(section), ...lines, `${app}${section.path}`].join("\n");
}

function asHtml(section: Section, app: string): string {
  const lines = section.lines.map((line) => `<li>${escaped(line)}</li>`).join("");
  const link = `<a href="${escaped(app + section.path)}">${escaped(headingOf(section))}</a>`;
  return `<h2>${link}</h2>\n<ul>${lines}</ul>`;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
