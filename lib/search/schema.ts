import { z } from "zod";
import type { Colleague } from "@/lib/colleagues/schema";
import { isStorable } from "@/lib/core/text";

/** The query of GET /api/search: anything a person types, or nothing. */
export const Search = z.object({ q: z.string().trim().max(200).refine(isStorable).catch("") });

/** Whether there is anything in it to look for. */
export const isSearchable = (query: string) => /[\p{L}\p{N}]/u.test(query);

/** Something to open, or to call. `href` is a path of the desk. */
export type Found = {
  kind: "contact" | "company" | "call" | "colleague" | "message";
  id: string;
  title: string;
  detail: string;
  href: string;
  call?: Callable;
  /** Of a colleague, who is called by their id. */
  presence?: Colleague["presence"];
};

/**
 * A number to call: `to` in E.164, with `;ext=` where it has an extension; `shown` as people read
 * it.
 */
export type Callable = { to: string; shown: string; contactId?: string };

/** The number that was typed, when it can exist, and where calls to it go. */
export type TypedDestination = Callable & { place: string };

export type SearchAnswer = { found: Found[]; number: TypedDestination | null };
