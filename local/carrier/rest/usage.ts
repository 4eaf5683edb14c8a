import { type Usage, usageBetween } from "@/local/carrier/engine/usage";
import type { RestContext, RestReply, RestRoute } from "@/local/carrier/rest/context";
import { listPage } from "@/local/carrier/rest/list";
import { accountPath } from "@/local/carrier/rest/render";

const ALL = "/Usage/Records";
const DAY_MS = 86_400_000;

type Span = { from: number; to: number };

/** https://www.twilio.com/docs/usage/api/usage-record */
export const usageRoutes: RestRoute[] = [
  forSpan("", (now) => ({ from: 0, to: now + DAY_MS })),
  forSpan("/AllTime", (now) => ({ from: 0, to: now + DAY_MS })),
  forSpan("/Today", (now) => ({ from: dayOf(now), to: dayOf(now) + DAY_MS })),
  forSpan("/Yesterday", (now) => ({ from: dayOf(now) - DAY_MS, to: dayOf(now) })),
  forSpan("/ThisMonth", (now) => ({ from: monthOf(now, 0), to: monthOf(now, 1) })),
  forSpan("/LastMonth", (now) => ({ from: monthOf(now, -1), to: monthOf(now, 0) })),
];

function forSpan(name: string, spanOf: (now: number) => Span): RestRoute {
  const handle = (context: RestContext): RestReply => {
    const { account, query } = context;
    const given = spanOf(account.clock.now());
    const span = {
      from: dateOf(query.get("StartDate")) ?? given.from,
      // The last day is part of it.
      to: (dateOf(query.get("EndDate")) ?? given.to - DAY_MS) + DAY_MS,
    };
    const category = query.get("Category");
    const records = usageBetween(account, span.from, span.to)
      .filter((usage) => !category || usage.category === category)
      .map((usage) => ({ ...usage, sid: usage.category }));
    return listPage(context, "usage_records", records, (usage) => render(context, usage, span));
  };
  return { method: "GET", path: `${ALL}${name}.json`, handle };
}

function render({ account, path }: RestContext, usage: Usage, { from, to }: Span) {
  const uri = `${path}?Category=${usage.category}`;
  return {
    account_sid: account.sid,
    api_version: "2010-04-01",
    as_of: new Date(account.clock.now()).toISOString().replace(/\.\d{3}Z$/, "+00:00"),
    category: usage.category,
    count: String(usage.count),
    count_unit: usage.countUnit,
    description: usage.description,
    end_date: new Date(to - DAY_MS).toISOString().slice(0, 10),
    price: usage.price.toFixed(5),
    price_unit: "usd",
    start_date: new Date(from).toISOString().slice(0, 10),
    subresource_uris: { all_time: `${accountPath(account)}${ALL}/AllTime.json` },
    uri,
    usage: String(usage.usage),
    usage_unit: usage.usageUnit,
  };
}

function dateOf(text: string | null): number | undefined {
  return text && /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : undefined;
}

function dayOf(ms: number): number {
  return Math.floor(ms / DAY_MS) * DAY_MS;
}

function monthOf(ms: number, later: number): number {
  const date = new Date(ms);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later, 1);
}
