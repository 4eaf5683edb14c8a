import { CallState } from "@/components/calls/call-state";
import { MainNumber } from "@/components/contact-list/main-number";
import { Link } from "@/components/ui/link";
import type { Member } from "@/lib/auth/member";
import { readValues } from "@/lib/contact-fields/values";
import type { ListedContact } from "@/lib/contact-list/store";
import type { FilterNames } from "@/lib/contact-list/words";
import { formatWhen } from "@/lib/core/time";
import type { ListedNumber } from "@/lib/do-not-call/store";

/** What a column of the list has of a contact; a company's own field by its id. */
export function CellContent({
  column,
  contact,
  names,
  listed,
  member,
}: {
  column: string;
  contact: ListedContact;
  names: FilterNames;
  listed: Map<string, ListedNumber>;
  member: Member;
}) {
  const named = (among: FilterNames["people"], id: string | null) =>
    among.find((one) => one.id === id)?.name ?? "";
  switch (column) {
    case "company":
      return (
        contact.company_id && (
          <Link
            href={`/contacts?company=${contact.company_id}`}
            prefetch={false}
            title={`Contacts at ${contact.company}`}
            className="relative z-10 inline-block max-w-full truncate align-middle hover:text-ink hover:underline"
          >
            {contact.company}
          </Link>
        )
      );
    case "number":
      return <MainNumber contact={contact} listed={listed} member={member} />;
    case "last_call":
      return contact.calls.map((call) => (
        <span key={call.id} className="flex items-center gap-x-2 overflow-hidden whitespace-nowrap">
          <span className="tabular-nums">
            {dayWords(formatWhen(call.created_at, member.tenant.time_zone))}
          </span>
          <CallState call={call} />
        </span>
      ));
    case "stage":
      return <Words text={named(names.stages, contact.stage_id)} />;
    case "owner":
      return <Words text={named(names.people, contact.owner_id)} />;
    case "tags": {
      const tags = contact.contact_tags.map(({ tag_id }) => named(names.tags, tag_id));
      return <Words text={tags.toSorted().join(", ")} />;
    }
    case "title":
      return <Words text={contact.title} />;
    case "created":
      return <Words text={dayWords(formatWhen(contact.created_at, member.tenant.time_zone))} />;
    default: {
      const value = readValues(contact.custom)[column];
      return <Words text={value === true ? "Yes" : String(value ?? "")} />;
    }
  }
}

function Words({ text }: { text: string }) {
  if (!text) return null;
  return (
    <span title={text} className="block truncate">
      {text}
    </span>
  );
}

/** The day, or the time of a day that is today. */
const dayWords = (when: string) =>
  when.startsWith("Today, ") ? when.slice("Today, ".length) : when.replace(/, \d{1,2}:\d\d.*$/, "");
