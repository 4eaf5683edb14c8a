/**
 * A literal of a filter that looks like a number because of its plus: `eq.+12065550123`,
 * `in.(+1206…)`.
 */
const phoneNumber = /(^|[.(,])(\+\d+)(?=$|[,)])/g;
/** An empty array of Postgres's, which is also an empty object of JSON's. */
const emptyArray = /^(not\.)?eq\.\{\}$/;
const notFilters = new Set(["select", "order", "limit", "offset", "columns", "on_conflict"]);

/**
 * The same URL with E.164 numbers and empty arrays in its filters quoted. Supabase Lite reads an
 * unquoted number as a number and loses the plus, and an empty array as an object; PostgREST itself
 * hands both to Postgres as they are written.
 */
export function quoteLiterals(url: string): string {
  if (!url.includes("%2B") && !/eq\.(\{|%7B)(\}|%7D)/i.test(url)) return url;
  const changed = new URL(url);
  if (!changed.pathname.startsWith("/rest/v1/")) return url;
  const parameters = [...changed.searchParams].map(([name, value]): [string, string] => [
    name,
    notFilters.has(name) ? value : quote(value),
  ]);
  changed.search = new URLSearchParams(parameters).toString();
  return changed.href;
}

function quote(value: string): string {
  return value.replaceAll(phoneNumber, '$1"$2"').replace(emptyArray, '$1eq."{}"');
}
