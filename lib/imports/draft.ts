import type { phoneLabels } from "@/lib/contacts/labels";

type Label = (typeof phoneLabels)[number];
type Phone = { phone: string; extension: string; label: Label };

/** A contact as a row of a file says it: only what has something in it. */
export type Draft = {
  name?: string;
  first_name?: string;
  last_name?: string;
  company?: string;
  email?: string;
  owner_id?: string;
  phones: Phone[];
};

/** What cells are read by. */
export type Reading = {
  /** ISO 3166-1 alpha-2, in which numbers without a country code are. */
  country: string;
  /** Colleagues, by email and by folded name. */
  people: ReadonlyMap<string, string>;
};

/** Puts a cell with something in it into a draft, or says why it cannot. */
export type Reader = (cell: string, draft: Draft, reading: Reading) => string | undefined;
export type { Label };
