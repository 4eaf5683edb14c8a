import { Building2 } from "lucide-react";
import { CallButton } from "@/components/calls/call-button";
import { Link } from "@/components/ui/link";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import type { CompanyRow } from "@/lib/companies/store";
import { formatPhone, withExtension } from "@/lib/core/phone";

const namesShown = 3;

/** Companies with their main number and a few of their people; each row opens the company. */
export function CompanyTable({
  companies,
  country,
  listed,
}: {
  companies: CompanyRow[];
  /** How numbers are read, ISO 3166-1 alpha-2. */
  country: string;
  /** Numbers on the do-not-call list. */
  listed: { has(number: string): boolean };
}) {
  return (
    <Table label="Companies" fixed>
      <TableHead>
        <HeadCell className="lg:w-[36%]">Name</HeadCell>
        <HeadCell className="lg:w-[26%]">Number</HeadCell>
        <HeadCell>People</HeadCell>
      </TableHead>
      <TableBody>
        {companies.map(({ id, name, phone, extension, contacts }) => (
          <Row key={id} className="relative">
            <Cell>
              <span className="flex items-center gap-3">
                <span className="flex size-8 shrink-0 items-center justify-center rounded-lg bg-sunken text-muted">
                  <Building2 aria-hidden className="size-4" />
                </span>
                <Link
                  href={`/companies/${id}`}
                  prefetch={false}
                  className="truncate font-medium text-ink after:absolute after:inset-0"
                >
                  {name}
                </Link>
              </span>
            </Cell>
            <Cell className="max-md:pl-11 max-md:empty:hidden">
              {phone && (
                <span className="flex items-center gap-2">
                  {!listed.has(phone) && (
                    <CallButton
                      to={withExtension(phone, extension)}
                      spoken={formatPhone(phone, country, extension)}
                      name={name}
                    />
                  )}
                  <span className="whitespace-nowrap text-ink tabular-nums">
                    {formatPhone(phone, country, extension)}
                  </span>
                </span>
              )}
            </Cell>
            <Cell className="max-md:pl-11 max-md:empty:hidden">
              {contacts.length > 0 && (
                <span className="block truncate text-muted">
                  {contacts
                    .slice(0, namesShown)
                    .map((person) => person.name)
                    .join(", ")}
                  {contacts.length > namesShown && " and more"}
                </span>
              )}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
