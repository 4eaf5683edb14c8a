import { clsx } from "clsx";
import { ContactCells } from "@/components/contact-list/contact-cells";
import { SelectBox } from "@/components/contact-list/select-box";
import { SortHead } from "@/components/contact-list/sort-head";
import { HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import type { Member } from "@/lib/auth/member";
import { usualColumns } from "@/lib/contact-list/columns";
import { type ContactView, sorts } from "@/lib/contact-list/schema";
import type { ListedContact } from "@/lib/contact-list/store";
import type { FilterNames } from "@/lib/contact-list/words";
import type { ListedNumber } from "@/lib/do-not-call/store";

/** How wide the usual columns are; other columns share the room. */
const widths: Record<string, string> = {
  company: "lg:w-[12%]",
  number: "lg:w-[26%]",
  stage: "max-lg:hidden lg:w-[9%]",
  owner: "max-lg:hidden lg:w-[9%]",
  last_call: "xl:w-[17%]",
  tags: "max-xl:hidden xl:w-[8%]",
};
const others: Record<string, string> = {
  number: "lg:w-64",
  last_call: "lg:w-44",
  tags: "max-xl:hidden",
};
const narrow = new Set(["company", "number", "last_call"]);

/** The list of contacts, a line each; a row opens its contact. */
export function ContactRows({
  contacts,
  view,
  columns,
  order,
  ...about
}: {
  contacts: ListedContact[];
  view: ContactView;
  /** What it shows beside the name. */
  columns: { id: string; name: string }[];
  order: { by: string; descending: boolean };
  names: FilterNames;
  /** The do-not-call list's entries, by number. */
  listed: Map<string, ListedNumber>;
  member: Member;
}) {
  const isUsual = columns.map(({ id }) => id).join() === usualColumns.join();
  const widthOf = (id: string) =>
    isUsual ? widths[id] : clsx(others[id], !narrow.has(id) && "max-lg:hidden");
  const ids = columns.map(({ id }) => id);
  return (
    <Table label="Contacts" fixed>
      <TableHead>
        <HeadCell className="w-12 max-md:hidden md:h-8 md:pr-0 md:first:pl-3">
          <SelectBox id="all" label="Select all on this page" />
        </HeadCell>
        <SortHead by="name" view={view} order={order} className="md:h-8 md:pl-2 lg:w-[17%]">
          Name
        </SortHead>
        {columns.map(({ id, name }) => {
          const by = sorts.find((sort) => sort === id);
          const className = clsx("truncate md:h-8 md:pr-2 md:pl-2", widthOf(id));
          return by ? (
            <SortHead key={id} by={by} view={view} order={order} className={className}>
              {name}
            </SortHead>
          ) : (
            <HeadCell key={id} className={className}>
              {name}
            </HeadCell>
          );
        })}
      </TableHead>
      <TableBody>
        {contacts.map((contact) => (
          <Row key={contact.id} className="relative has-[:checked]:bg-accent-soft/60">
            <ContactCells contact={contact} columns={ids} {...about} />
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
