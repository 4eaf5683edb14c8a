import type { Wanted } from "@/lib/call-lists/schema";

/** The address of the page that makes a list of these contacts. */
export function newCallListAddress(wanted: Partial<Wanted>): string {
  const query = new URLSearchParams();
  if (wanted.ids?.length) query.set("ids", wanted.ids.join(","));
  if (wanted.q) query.set("q", wanted.q);
  if (wanted.view) query.set("view", wanted.view);
  if (wanted.missed) query.set("missed", "1");
  if (wanted.mine) query.set("mine", "1");
  return query.size > 0 ? `/call-lists/new?${query}` : "/call-lists/new";
}
