import { PhoneNumber } from "@/components/contacts/phone-number";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Facts } from "@/components/ui/facts";
import { TextLink } from "@/components/ui/text-link";
import type { Member } from "@/lib/auth/member";
import type { Company, CompanyPerson } from "@/lib/companies/store";
import { formatPhone } from "@/lib/core/phone";
import type { ListedNumber } from "@/lib/do-not-call/store";

/** What is known about a company itself; nothing when there is nothing. */
export function CompanyCard({ company, country }: { company: Company; country: string }) {
  const { phone, extension, website, address } = company;
  if (!phone && !website && !address) return null;
  return (
    <Card title="Details">
      <Facts
        items={[
          { label: "Main number", value: phone && formatPhone(phone, country, extension) },
          {
            label: "Website",
            value: website && (
              <a
                href={website}
                target="_blank"
                rel="noreferrer"
                className="rounded-sm break-all text-accent-text underline-offset-4 hover:underline"
              >
                {website.replace(/^https?:\/\//i, "")}
              </a>
            ),
          },
          {
            label: "Address",
            value: address && <span className="whitespace-pre-line">{address}</span>,
          },
        ]}
      />
    </Card>
  );
}

/** A company's people, each with their main number to call. */
export function CompanyPeople({
  people,
  more,
  listed,
  member,
}: {
  people: CompanyPerson[];
  /** There are more than these. */
  more: boolean;
  listed: Map<string, ListedNumber>;
  member: Member;
}) {
  return (
    <Card title="People">
      {people.length === 0 && <p className="text-muted">Nobody works here yet.</p>}
      <ul aria-label="People" className="flex flex-col gap-4">
        {people.map((person) => {
          const [main] = person.contact_phones;
          return (
            <li key={person.id}>
              <p className="flex flex-wrap items-center gap-x-2">
                <TextLink href={`/contacts/${person.id}`} prefetch={false}>
                  {person.name}
                </TextLink>
                {person.title && <span className="text-[13px] text-muted">{person.title}</span>}
                {person.contact_stages && <Badge>{person.contact_stages.name}</Badge>}
              </p>
              {main && (
                <div className="mt-1.5">
                  <PhoneNumber
                    phone={main.phone}
                    extension={main.extension}
                    label={main.label}
                    contact={person}
                    member={member}
                    listed={listed.get(main.phone)}
                    inOneLine
                  />
                </div>
              )}
            </li>
          );
        })}
      </ul>
      {more && <p className="mt-4 text-[13px] text-muted">These are the first {people.length}.</p>}
    </Card>
  );
}
