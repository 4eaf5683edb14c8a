import type { ContactField, FieldValue } from "@/lib/contact-fields/types";
import type { emailLabels, phoneLabels } from "@/lib/contacts/labels";

export type PhoneLabel = (typeof phoneLabels)[number];
export type EmailLabel = (typeof emailLabels)[number];

/** A contact as a row of a file says it: only what has something in it. */
export type Draft = {
  name?: string;
  first_name?: string;
  last_name?: string;
  company?: string;
  title?: string;
  address?: string;
  owner_id?: string;
  stage_id?: string;
  /** IANA. */
  time_zone?: string;
  /** In the company's own fields, by `custom:<id>`. */
  custom: Record<string, FieldValue>;
  phones: { phone: string; extension: string; label: PhoneLabel }[];
  emails: { email: string; label: EmailLabel }[];
  tags: string[];
};

/** What cells are read by. */
export type Reading = {
  /** ISO 3166-1 alpha-2, in which numbers without a country code are. */
  country: string;
  /** Colleagues, by email and by folded name. */
  people: ReadonlyMap<string, string>;
  /** Ids by folded name. */
  stages: ReadonlyMap<string, string>;
  /** The company's own fields. */
  fields: readonly ContactField[];
};

/** Puts a cell with something in it into a draft, or says why it cannot. */
export type Reader = (cell: string, draft: Draft, reading: Reading) => string | undefined;
