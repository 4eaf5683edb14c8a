import type { UsageRecord } from "@/lib/twilio/usage";

/** What people call Twilio's categories; each category is in one kind. */
const kinds = [
  { name: "Phone numbers", categories: ["phonenumbers"], isMonthly: true },
  { name: "Incoming calls", categories: ["calls-inbound"], isMonthly: false },
  { name: "Outgoing calls", categories: ["calls-outbound", "calls-client"], isMonthly: false },
  { name: "Recordings", categories: ["recordings", "callrecordings"], isMonthly: false },
  { name: "Incoming messages", categories: ["sms-inbound", "mms-inbound"], isMonthly: false },
  { name: "Outgoing messages", categories: ["sms-outbound", "mms-outbound"], isMonthly: false },
  { name: "Transcriptions", categories: ["transcriptions"], isMonthly: false },
];

/** All that Twilio charges, of these kinds or not. */
const total = "totalprice";

export const categories = [...kinds.flatMap((kind) => kind.categories), total];

export type Cost = {
  name: string;
  /** Null for what is counted in different ways. */
  count: number | null;
  amount: number;
  /** For the whole month, if it goes on as it began. */
  estimate: number;
};

/**
 * What this month has cost by kind, and what it will: numbers are charged once a month. What Twilio
 * charges beyond these kinds is "Other".
 */
export function planCosts(usage: UsageRecord[], now: Date): Cost[] {
  const share = shareOfMonth(now);
  const costs = kinds.flatMap(({ name, categories: own, isMonthly }) => {
    const records = usage.filter(({ category }) => own.includes(category));
    const count = sum(records.map((record) => record.count));
    const amount = sum(records.map((record) => record.amount));
    if (count === 0 && amount === 0) return [];
    return [{ name, count, amount, estimate: isMonthly ? amount : amount / share }];
  });
  const all = usage.find(({ category }) => category === total);
  const amount = all ? all.amount - sum(costs.map((cost) => cost.amount)) : 0;
  // Twilio rounds each record.
  if (Math.abs(amount) < 0.005) return costs;
  return [...costs, { name: "Other", count: null, amount, estimate: amount / share }];
}

/** How much of this month (UTC, as Twilio counts) is over; on its first day, that day. */
export function shareOfMonth(now: Date): number {
  const begin = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1);
  const end = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1);
  const aDay = 86_400_000;
  return Math.max(now.getTime() - begin, aDay) / (end - begin);
}

export function beginOfMonth(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
}

/** What some calls and messages cost, and whose they are. */
export type OwnCost = {
  phone_number_id: string | null;
  user_id: string | null;
  calls: number;
  messages: number;
  price: number;
};

export type Share = { id: string | null; calls: number; messages: number; amount: number };

/** What calls and messages cost by one of their two sides, the highest cost first. */
export function shareBy(rows: OwnCost[], side: "phone_number_id" | "user_id"): Share[] {
  const shares = new Map<string | null, Share>();
  for (const row of rows) {
    const share = shares.get(row[side]) ?? { id: row[side], calls: 0, messages: 0, amount: 0 };
    shares.set(row[side], {
      ...share,
      calls: share.calls + row.calls,
      messages: share.messages + row.messages,
      amount: share.amount + row.price,
    });
  }
  return [...shares.values()].sort(
    (one, other) => other.amount - one.amount || count(other) - count(one),
  );
}

const count = ({ calls, messages }: Share) => calls + messages;

function sum(numbers: number[]): number {
  return numbers.reduce((before, each) => before + each, 0);
}
