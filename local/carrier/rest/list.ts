import { json, type RestContext, type RestReply } from "@/local/carrier/rest/context";
import { badRequest } from "@/local/carrier/rest/errors";

const DEFAULT_SIZE = 50;
const MOST = 1000;

/** One page of a list, newest first, with Twilio's relative page addresses. */
export function listPage<T extends { sid: string }>(
  context: RestContext,
  key: string,
  items: T[],
  render: (item: T) => Record<string, unknown>,
): RestReply {
  const { query, path } = context;
  const size = wholeNumber(query.get("PageSize"), DEFAULT_SIZE);
  if (size < 1) throw badRequest(20001, "PageSize must be at least 1");
  const pageSize = Math.min(MOST, size);
  const page = wholeNumber(query.get("Page"), 0);
  const token = query.get("PageToken");
  const after = token ? items.findIndex((item) => token === `PA${item.sid}`) : -1;
  // The token names the last item seen, so that new items do not shift the pages.
  const start = after >= 0 ? after + 1 : page * pageSize;
  const shown = items.slice(start, start + pageSize);
  const address = (number: number, lastSid?: string) => {
    const next = new URLSearchParams(query);
    next.set("PageSize", String(pageSize));
    next.set("Page", String(number));
    next.delete("PageToken");
    if (lastSid) next.set("PageToken", `PA${lastSid}`);
    return `${path}?${next}`;
  };
  const hasMore = start + pageSize < items.length;
  const before = items[start - pageSize - 1];
  return json({
    first_page_uri: address(0),
    end: page * pageSize + Math.max(0, shown.length - 1),
    previous_page_uri: page > 0 ? address(page - 1, before?.sid) : null,
    [key]: shown.map(render),
    uri: address(page, token?.slice(2)),
    page_size: pageSize,
    start: page * pageSize,
    next_page_uri: hasMore ? address(page + 1, shown.at(-1)?.sid) : null,
    page,
  });
}

/** Twilio's date filters: `Name` for that day or second, `Name<` and `Name>` inclusive. */
export function matchesDate(query: URLSearchParams, name: string, ms: number | null): boolean {
  for (const operator of ["", "<", ">"]) {
    const text = query.get(name + operator);
    if (text === null || text === "") continue;
    const given = Date.parse(text);
    if (Number.isNaN(given)) throw badRequest(20001, `${name}${operator} is not a date`);
    if (ms === null) return false;
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
    const second = Math.floor(ms / 1000) * 1000;
    if (operator === "<" && second > given) return false;
    if (operator === ">" && second < given) return false;
    if (operator === "" && (second < given || second >= given + (isDay ? 86_400_000 : 1000))) {
      return false;
    }
  }
  return true;
}

export function wholeNumber(text: string | null, otherwise: number): number {
  if (text === null || text === "") return otherwise;
  if (!/^\d+$/.test(text)) throw badRequest(20001, `"${text}" is not a whole number`);
  return Number(text);
}
