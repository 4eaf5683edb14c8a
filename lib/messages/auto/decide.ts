import { z } from "zod";
import { ruleKinds } from "@/lib/messages/rule-kinds";
import { factsOf, fillKnown } from "@/lib/messages/template";

const Rule = z.object({
  id: z.uuid(),
  kind: z.enum(ruleKinds),
  keyword: z.string().nullable(),
  action: z.enum(["reply", "task"]),
  body: z.string(),
  open_from: z.string().nullable(),
  open_until: z.string().nullable(),
  /** 1 is Monday. */
  open_days: z.array(z.number()),
});
type Rule = z.infer<typeof Rule>;

/** What an automatic reply is decided from. */
export const ReplyFacts = z.object({
  rules: z.array(Rule),
  phone_number_id: z.uuid(),
  customer: z.string(),
  company: z.string(),
  time_zone: z.string(),
  contact: z.object({ name: z.string(), company: z.string() }).nullable(),
  /** The kinds that went to this customer within a day. */
  sent: z.array(z.string()),
  /** Of a message that came in; not there for a missed call. */
  body: z.string().optional(),
  is_first: z.boolean().optional(),
  /** ISO 8601. */
  received_at: z.string().optional(),
});
export type ReplyFacts = z.infer<typeof ReplyFacts>;

export type AutoDecision =
  | { kind: "none" }
  | { kind: "reply"; automatic: Rule["kind"]; text: string }
  | { kind: "task"; title: string };

/**
 * At most one rule answers a message: by its word, else because it is the first, else because
 * nobody is there, else as every text (taskOfEvery has the tasks of these). A short code or a name
 * that sends is another machine and never answered. What is found late, as its webhook was lost,
 * becomes a task but is not answered any more.
 */
export function decideReply(facts: ReplyFacts, now: Date): AutoDecision {
  if (!isPhone(facts)) return { kind: "none" };
  const rule = facts.body === undefined ? missed(facts) : ruleFor(facts, facts.body, now);
  if (!rule) return { kind: "none" };
  const text = filled(rule, facts);
  if (!text) return { kind: "none" };
  if (rule.action === "task") return { kind: "task", title: text };
  if (facts.received_at && now.getTime() - Date.parse(facts.received_at) > lateMs) {
    return { kind: "none" };
  }
  if (rule.kind !== "keyword" && facts.sent.includes(rule.kind)) return { kind: "none" };
  return { kind: "reply", automatic: rule.kind, text };
}

/** The task that every text becomes, whatever else is done for it; null for none. */
export function taskOfEvery(facts: ReplyFacts): string | null {
  if (!isPhone(facts) || facts.body === undefined) return null;
  const rule = facts.rules.find(({ kind, action }) => kind === "any" && action === "task");
  return (rule && filled(rule, facts)) || null;
}

const isPhone = ({ customer }: ReplyFacts) => /^\+\d{7,15}$/.test(customer);

/** As long as whoever wrote may be answered at any hour. */
const lateMs = 60 * 60_000;

const missed = ({ rules }: ReplyFacts) => rules.find(({ kind }) => kind === "missed_call");

function ruleFor({ rules, is_first, time_zone }: ReplyFacts, body: string, now: Date) {
  const words = new Set(body.toLowerCase().split(/[^\p{L}\p{N}]+/u));
  return (
    rules.find(
      ({ kind, keyword }) => kind === "keyword" && words.has(keyword?.toLowerCase() ?? ""),
    ) ??
    rules.find(({ kind }) => kind === "first_contact" && is_first) ??
    rules.find((rule) => rule.kind === "away" && !isOpen(rule, time_zone, now)) ??
    rules.find(({ kind, action }) => kind === "any" && action === "reply")
  );
}

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/**
 * Whether somebody answers at a moment, by the rule's hours on its days in the company's zone.
 * Hours that end at midnight or later are those of the day on which they begin.
 */
function isOpen({ open_from, open_until, open_days }: Rule, timeZone: string, now: Date): boolean {
  const options = { timeZone, hourCycle: "h23", weekday: "short" } as const;
  const parts = new Intl.DateTimeFormat("en-US", {
    ...{ ...options, hour: "2-digit", minute: "2-digit" },
  }).formatToParts(now);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  const day = weekdays.indexOf(part("weekday")) + 1;
  const clock = `${part("hour")}:${part("minute")}`;
  const [from, until] = [open_from?.slice(0, 5) ?? "00:00", open_until?.slice(0, 5) ?? "00:00"];
  const wraps = until <= from;
  if (clock >= from) return (wraps || clock < until) && open_days.includes(day);
  return wraps && clock < until && open_days.includes(day === 1 ? 7 : day - 1);
}

/** With its variables; what nobody knows is left out, as nobody looks over it. */
function filled({ body }: Rule, { contact, company }: ReplyFacts): string {
  return fillKnown(body, factsOf(contact, { name: company, company }));
}
