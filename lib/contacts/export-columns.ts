import type { Cell } from "@/lib/core/csv";
export type ExportRow = {
  name: string;
  company: string;
  email: string;
  created_at: string;
  contact_phones: { phone: string; extension: string; label: string }[];
  profiles: { name: string; email: string } | null;
};

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

/** Every column of an exported list, a line each. Its header is one that an import knows. */
export const columns: { header: string; cell: (row: ExportRow) => Cell }[] = [
  { header: "Name", cell: ({ name }) => name },
  { header: "Company", cell: ({ company }) => company },
  { header: "Email", cell: ({ email }) => email },
  { header: "Main phone", cell: ({ contact_phones: [main] }) => main && typed(main) },
  { header: "Work phone", cell: numbers("work") },
  { header: "Mobile phone", cell: numbers("mobile") },
  { header: "Home phone", cell: numbers("home") },
  { header: "Other phone", cell: numbers("other") },
  { header: "Owner", cell: ({ profiles }) => profiles?.email },
  { header: "Created (UTC)", cell: ({ created_at }) => created_at },
];
