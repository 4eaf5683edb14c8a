import { CellContent } from "@/components/contact-list/cell-content";
import { SelectBox } from "@/components/contact-list/select-box";
import { Link } from "@/components/ui/link";
import { Cell } from "@/components/ui/table";
import type { Member } from "@/lib/auth/member";
import type { ListedContact } from "@/lib/contact-list/store";
import type { FilterNames } from "@/lib/contact-list/words";
import type { ListedNumber } from "@/lib/do-not-call/store";

const line = "md:h-8 md:overflow-hidden md:py-0 md:pr-2 md:pl-2";

/** Columns that a phone shows too, if there is something in them; others want room. */
const always = new Set(["company", "number", "last_call"]);
const from = (column: string) => {
  if (always.has(column)) return "max-md:empty:hidden";
  return column === "tags" ? "max-xl:hidden" : "max-lg:hidden";
};

/** A contact as a line of the list. */
export function ContactCells({
  contact,
  columns,
  names,
  listed,
  member,
}: {
  contact: ListedContact;
  columns: string[];
  names: FilterNames;
  listed: Map<string, ListedNumber>;
  member: Member;
}) {
  return (
    <>
      <Cell className={`${line} max-md:absolute max-md:top-1 max-md:right-2 md:pr-0 md:first:pl-3`}>
        <SelectBox id={contact.id} label={`Select ${contact.name}`} />
      </Cell>
      <Cell className={line}>
        <Link
          href={`/contacts/${contact.id}`}
          prefetch={false}
          className="block truncate font-medium text-ink after:absolute after:inset-0"
        >
          {contact.name}
        </Link>
      </Cell>
      {columns.map((column) => (
        <Cell key={column} className={`${line} text-[13px] text-muted ${from(column)}`}>
          <CellContent
            column={column}
            contact={contact}
            names={names}
            listed={listed}
            member={member}
          />
        </Cell>
      ))}
    </>
  );
}
