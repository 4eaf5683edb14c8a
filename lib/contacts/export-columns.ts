import type { ContactField } from "@/lib/contact-fields/types";
import { readValues } from "@/lib/contact-fields/values";
import type { Cell } from "@/lib/core/csv";

export type ExportRow = {
  id: string;
  sort_name: string;
  name: string;
  company: string;
  title: string;
  address: string;
  time_zone: string | null;
  zone_guessed: boolean;
  custom: unknown;
  created_at: string;
  contact_phones: { phone: string; extension: string; label: string }[];
  contact_emails: { email: string; label: string }[];
  contact_tags: { tags: { name: string } }[];
  contact_stages: { name: string } | null;
  profiles: { name: string; email: string } | null;
};

type Column = { header: string; cell: (row: ExportRow) => Cell };

const typed = ({ phone, extension }: ExportRow["contact_phones"][number]) =>
  extension ? `${phone} ext. ${extension}` : phone;

/** All numbers of a kind in one cell; the main one is in a column of its own too. */
const numbers =
  (label: string) =>
  ({ contact_phones }: ExportRow): Cell =>
    contact_phones
      .filter((entry) => entry.label === label)
      .map(typed)
      .join(" | ");

const emails =
  (label: string) =>
  ({ contact_emails }: ExportRow): Cell =>
    contact_emails
      .filter((entry) => entry.label === label)
      .map(({ email }) => email)
      .join("; ");

/** What every contact has, a line each. A header is one that an import knows. */
const own: Column[] = [
  { header: "Name", cell: ({ name }) => name },
  { header: "Company", cell: ({ company }) => company },
  { header: "Job title", cell: ({ title }) => title },
  { header: "Main phone", cell: ({ contact_phones: [main] }) => main && typed(main) },
  { header: "Work phone", cell: numbers("work") },
  { header: "Mobile phone", cell: numbers("mobile") },
  { header: "Home phone", cell: numbers("home") },
  { header: "Other phone", cell: numbers("other") },
  { header: "Email", cell: ({ contact_emails: [main] }) => main?.email },
  { header: "Work email", cell: emails("work") },
  { header: "Home email", cell: emails("home") },
  { header: "Other email", cell: emails("other") },
  { header: "Owner", cell: ({ profiles }) => profiles?.email },
  { header: "Stage", cell: ({ contact_stages }) => contact_stages?.name },
  {
    header: "Tags",
    cell: ({ contact_tags }) => contact_tags.map(({ tags }) => tags.name).join("; "),
  },
  { header: "Address", cell: ({ address }) => address },
  { header: "Time zone", cell: ({ time_zone, zone_guessed }) => (zone_guessed ? "" : time_zone) },
  { header: "Created (UTC)", cell: ({ created_at }) => created_at },
];

/**
 * Every column of an exported list: what every contact has, the company's own fields, and with
 * `optedOut`, to which numbers are added as they are read, which of a contact's are not texted.
 */
export function columnsFor(
  fields: readonly ContactField[],
  optedOut?: ReadonlySet<string>,
): Column[] {
  const custom = fields.map(
    ({ id, name }): Column => ({ header: name, cell: ({ custom }) => readValues(custom)[id] }),
  );
  const texts: Column = {
    header: "Opted out of texts",
    cell: ({ contact_phones: phones }) =>
      phones.flatMap(({ phone }) => (optedOut?.has(phone) ? [phone] : [])).join(" | "),
  };
  return [...own, ...custom, ...(optedOut ? [texts] : [])];
}
