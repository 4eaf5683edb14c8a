import type { Account } from "@/local/carrier/engine/account";
import { callsOf } from "@/local/carrier/engine/calls";
import { messagesOf } from "@/local/carrier/engine/messages/messages";
import { findNumber } from "@/local/carrier/inventory/search";

export type Usage = {
  category: string;
  description: string;
  count: number;
  countUnit: string;
  usage: number;
  usageUnit: string;
  /** US dollars. */
  price: number;
};

type Item = { units: number; price: string | null };

/** What was used in a span of time, by Twilio's categories; numbers count for a whole month. */
export function usageBetween(account: Account, from: number, to: number): Usage[] {
  const within = (at: number | null) => at !== null && at >= from && at < to;
  const calls = [...callsOf(account).values()]
    .map(({ data }) => data)
    .filter((call) => within(call.endedAt) && call.answeredAt !== null);
  const asItems = (direction: "in" | "out"): Item[] =>
    calls
      .filter((call) => (call.direction === "inbound") === (direction === "in"))
      .map(({ answeredAt, endedAt, price }) => ({
        units: Math.ceil(((endedAt ?? 0) - (answeredAt ?? 0)) / 60_000),
        price,
      }));
  const messages = [...messagesOf(account).values()].filter(({ sentAt }) => within(sentAt));
  const texts = (prefix: "SM" | "MM", direction: "in" | "out"): Item[] =>
    messages
      .filter(({ sid }) => sid.startsWith(prefix))
      .filter((message) => (message.direction === "inbound") === (direction === "in"))
      .map(({ segments, price }) => ({ units: prefix === "MM" ? 1 : segments, price }));
  const recordings: Item[] = [...account.recordings.values()]
    .filter(({ startedAt }) => within(startedAt))
    .map(({ durationSeconds, price }) => ({
      units: Math.ceil((durationSeconds ?? 0) / 60),
      price,
    }));
  const numbers: Item[] = [...account.numbers.values()].map(({ phoneNumber }) => ({
    units: 1,
    price: findNumber(phoneNumber)?.offer.monthly ?? "1.15",
  }));
  const all: Usage[] = [
    sum("calls-inbound", "Inbound Voice Minutes", "calls", "minutes", asItems("in")),
    sum("calls-outbound", "Outbound Voice Minutes", "calls", "minutes", asItems("out")),
    sum("recordings", "Recordings", "recordings", "minutes", recordings),
    sum("sms-inbound", "Inbound SMS", "messages", "segments", texts("SM", "in")),
    sum("sms-outbound", "Outbound SMS", "messages", "segments", texts("SM", "out")),
    sum("mms-inbound", "Inbound MMS", "messages", "messages", texts("MM", "in")),
    sum("mms-outbound", "Outbound MMS", "messages", "messages", texts("MM", "out")),
    sum("phonenumbers", "Phone Numbers", "numbers", "numbers", numbers),
  ];
  const total = all.reduce((before, { price }) => before + price, 0);
  return [
    ...all,
    {
      category: "totalprice",
      description: "Total Price",
      count: 0,
      countUnit: "",
      usage: total,
      usageUnit: "usd",
      price: total,
    },
  ];
}

function sum(
  category: string,
  description: string,
  countUnit: string,
  usageUnit: string,
  items: Item[],
): Usage {
  return {
    category,
    description,
    count: items.length,
    countUnit,
    usage: items.reduce((before, { units }) => before + units, 0),
    usageUnit,
    price: items.reduce((before, { price }) => before + Math.abs(Number(price ?? 0)), 0),
  };
}
