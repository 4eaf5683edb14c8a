import { ContactCells } from "@/components/contact-list/contact-cells";
import { SelectBox } from "@/components/contact-list/select-box";
import { SortHead } from "@/components/contact-list/sort-head";
import { HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import type { Member } from "@/lib/auth/member";
import type { ContactView } from "@/lib/contact-list/schema";
import type { ListedContact } from "@/lib/contact-list/store";
import type { FilterNames } from "@/lib/contact-list/words";
import type { ListedNumber } from "@/lib/do-not-call/store";

/** The list of contacts, a line each; a row opens its contact. */
export function ContactRows({
  contacts,
  view,
  order,
  names,
  listed,
  member,
}: {
  contacts: ListedContact[];
  view: ContactView;
  order: { by: string; descending: boolean };
  names: FilterNames;
  /** The do-not-call list's entries, by number. */
  listed: Map<string, ListedNumber>;
  member: Member;
}) {
  const sort = { view, order };
  return (
    <Table label="Contacts" fixed>
      <TableHead>
        <HeadCell className="w-12 pr-0 first:pl-2 max-md:hidden">
          <SelectBox id="all" label="Select all on this page" />
        </HeadCell>
        <SortHead by="name" {...sort} className="lg:w-[17%] pl-2">
          Name
        </SortHead>
        <SortHead by="company" {...sort} className="lg:w-[12%] pl-2">
          Company
        </SortHead>
        <HeadCell className="lg:w-[26%] pl-2">Number</HeadCell>
        <SortHead by="stage" {...sort} className="max-lg:hidden lg:w-[9%] pl-2">
          Stage
        </SortHead>
        <SortHead by="owner" {...sort} className="max-lg:hidden lg:w-[9%] pl-2">
          Owner
        </SortHead>
        <SortHead by="last_call" {...sort} className="pl-2 xl:w-[17%]">
          Last call
        </SortHead>
        <HeadCell className="max-xl:hidden pl-2 xl:w-[8%]">Tags</HeadCell>
      </TableHead>
      <TableBody>
        {contacts.map((contact) => (
          <Row key={contact.id} className="relative has-[:checked]:bg-accent-soft/60">
            <ContactCells contact={contact} names={names} listed={listed} member={member} />
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
