import type { PhoneNumber } from "@/lib/numbers/store";

type Columns = Pick<PhoneNumber, "forward_to" | "route_id">;
const prefix = "route:";

/** Where calls to a number go, as its form has it: a person's id, `route:` and an id, or null. */
export function targetOf({ forward_to, route_id }: Columns): string | null {
  return route_id === null ? forward_to : `${prefix}${route_id}`;
}

/** The route of a target; null for a person or nobody. */
export function routeOf(target: string | null): string | null {
  return target?.startsWith(prefix) ? target.slice(prefix.length) : null;
}

export function columnsOf(target: string | null): Columns {
  const route_id = routeOf(target);
  return { route_id, forward_to: route_id === null ? target : null };
}
