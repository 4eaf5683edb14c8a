import { SearchX, UserPlus } from "lucide-react";
import { ContactSearch } from "@/components/contacts/contact-search";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { LinkButton } from "@/components/ui/link-button";

/** Whom a booking is for; `keeps` is what of the page's address stays. */
export function ChooseCustomer({
  query,
  found,
  keeps,
}: {
  query: string;
  found: { id: string; name: string; detail: string }[];
  keeps: Record<string, string>;
}) {
  const address = (more: Record<string, string>) =>
    `/calendar/new?${new URLSearchParams({ ...keeps, ...more })}`;
  return (
    <>
      <div className="flex flex-col gap-3 p-5 sm:flex-row">
        <div className="flex-1">
          <ContactSearch query={query} action="/calendar/new" keeps={keeps} autoFocus />
        </div>
        <LinkButton href={address({ fresh: "1" })}>
          <UserPlus aria-hidden className="size-4" />
          Somebody new
        </LinkButton>
      </div>
      {found.length === 0 ? (
        <EmptyState icon={<SearchX />} title="Nobody found">
          Search by name, company or number, or book for somebody new.
        </EmptyState>
      ) : (
        <ul aria-label="Contacts" className="divide-y divide-line border-t border-line">
          {found.map(({ id, name, detail }) => (
            <li key={id}>
              <Link
                href={address({ contact: id })}
                prefetch={false}
                className="flex min-h-11 flex-wrap items-center gap-x-3 px-5 py-2.5 -outline-offset-2 hover:bg-sunken/60"
              >
                <span className="font-medium break-words text-ink">{name}</span>
                <span className="text-[13px] break-words text-muted tabular-nums max-sm:w-full">
                  {detail}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
