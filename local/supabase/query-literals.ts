/** A literal of a filter that looks like a number because of its plus: `eq.+12065550123`, `in.(+1206…)`. */
const phoneNumber = /(^|[.(,])(\+\d+)(?=$|[,)])/g;
const notFilters = new Set(["select", "order", "limit", "offset", "columns", "on_conflict"]);

/**
 * The same URL with E.164 numbers in its filters quoted. Supabase Lite reads an unquoted one as a
 * number and loses the plus; PostgREST itself compares text with text.
 */
export function quotePhoneNumbers(url: string): string {
  if (!url.includes("%2B")) return url;
  const changed = new URL(url);
  if (!changed.pathname.startsWith("/rest/v1/")) return url;
  const parameters = [...changed.searchParams].map(([name, value]): [string, string] => [
    name,
    notFilters.has(name) ? value : value.replaceAll(phoneNumber, '$1"$2"'),
  ]);
  changed.search = new URLSearchParams(parameters).toString();
  return changed.href;
}
