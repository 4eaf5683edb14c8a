import { json, type RestContext, type RestReply } from "@/local/carrier/rest/context";
import { wholeNumber } from "@/local/carrier/rest/list";

const DEFAULT_SIZE = 50;
const MOST = 1000;

/** One page as Twilio's newer APIs give it, with absolute addresses of the pages beside it. */
export function productPage<T>(
  { query, path }: RestContext,
  key: string,
  items: T[],
  render: (item: T) => Record<string, unknown>,
): RestReply {
  const pageSize = Math.min(MOST, wholeNumber(query.get("PageSize"), DEFAULT_SIZE) || DEFAULT_SIZE);
  const page = wholeNumber(query.get("Page"), 0);
  const address = (number: number) => {
    const next = new URLSearchParams(query);
    next.set("PageSize", String(pageSize));
    next.set("Page", String(number));
    return productUrl(`${path}?${next}`);
  };
  const shown = items.slice(page * pageSize, (page + 1) * pageSize);
  return json({
    meta: {
      page,
      page_size: pageSize,
      first_page_url: address(0),
      previous_page_url: page > 0 ? address(page - 1) : null,
      url: address(page),
      next_page_url: (page + 1) * pageSize < items.length ? address(page + 1) : null,
      key,
    },
    [key]: shown.map(render),
  });
}

/** Twilio's own address of what is at this path here (https://pricing.twilio.com/v1/…). */
export function productUrl(path: string): string {
  const [, host, rest] = /^\/([a-z]+)(\/.*)$/.exec(path) ?? [];
  return `https://${host}.twilio.com${rest}`;
}

export function iso8601(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, "Z");
}
