import Link from "next/link";
import { CallState } from "@/components/calls/call-state";
import { MainNumber } from "@/components/contact-list/main-number";
import { SelectBox } from "@/components/contact-list/select-box";
import { Cell } from "@/components/ui/table";
import type { Member } from "@/lib/auth/member";
import type { ListedContact } from "@/lib/contact-list/store";
import type { FilterNames } from "@/lib/contact-list/words";
import { formatWhen } from "@/lib/core/time";
import type { ListedNumber } from "@/lib/do-not-call/store";

const line = "md:h-8 md:overflow-hidden md:py-0 md:pr-2 md:pl-2";
const wide = "max-lg:hidden text-[13px] text-muted";

/** A contact as a line of the list. */
export function ContactCells({
  contact,
  names,
  listed,
  member,
}: {
  contact: ListedContact;
  names: FilterNames;
  listed: Map<string, ListedNumber>;
  member: Member;
}) {
  const named = (among: FilterNames["people"], id: string | null) =>
    among.find((one) => one.id === id)?.name ?? "";
  const tags = contact.contact_tags.map(({ tag_id }) => named(names.tags, tag_id)).sort();
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
      <Cell className={`${line} text-[13px] text-muted max-md:empty:hidden`}>
        {contact.company_id && (
          <Link
            href={`/contacts?company=${contact.company_id}`}
            prefetch={false}
            title={`Contacts at ${contact.company}`}
            className="relative z-10 inline-block max-w-full truncate align-middle hover:text-ink hover:underline"
          >
            {contact.company}
          </Link>
        )}
      </Cell>
      <Cell className={`${line} max-md:empty:hidden`}>
        <MainNumber contact={contact} listed={listed} member={member} />
      </Cell>
      <Cell className={`${line} ${wide}`}>
        <span className="block truncate">{named(names.stages, contact.stage_id)}</span>
      </Cell>
      <Cell className={`${line} ${wide}`}>
        <span className="block truncate">{named(names.people, contact.owner_id)}</span>
      </Cell>
      <Cell className={`${line} max-md:empty:hidden`}>
        {contact.calls.map((call) => (
          <span
            key={call.id}
            className="flex items-center gap-x-2 overflow-hidden text-[13px] whitespace-nowrap"
          >
            <span className="text-muted tabular-nums">
              {dayWords(formatWhen(call.created_at, member.tenant.time_zone))}
            </span>
            <CallState call={call} />
          </span>
        ))}
      </Cell>
      <Cell className={`${line} text-[13px] text-muted max-xl:hidden`}>
        <span title={tags.join(", ")} className="block truncate">
          {tags.join(", ")}
        </span>
      </Cell>
    </>
  );
}

/** Without the time of day, but for today's. */
const dayWords = (when: string) =>
  when.startsWith("Today") ? when : when.replace(/, \d{1,2}:\d\d.*$/, "");
