import { Building2, Pencil } from "lucide-react";
import { CallButton } from "@/components/calls/call-button";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/link-button";
import type { Company } from "@/lib/companies/store";
import { formatPhone, withExtension } from "@/lib/core/phone";

/** Which company it is, with the one thing to do first: call its main number. */
export function CompanyHeader({
  company: { id, name, phone, extension },
  country,
  listed,
}: {
  company: Company;
  country: string;
  /** Numbers on the do-not-call list. */
  listed: { has(number: string): boolean };
}) {
  const spoken = phone && formatPhone(phone, country, extension);
  return (
    <header className="flex flex-wrap items-center gap-4">
      <div className="flex min-w-0 flex-1 basis-64 items-center gap-3">
        <span className="flex size-12 shrink-0 items-center justify-center rounded-xl bg-sunken text-muted">
          <Building2 aria-hidden className="size-6" />
        </span>
        <h1 className="min-w-0 text-xl font-semibold tracking-tight break-words text-ink">
          {name}
        </h1>
      </div>
      <div className="flex items-center gap-2 max-sm:w-full">
        {phone && listed.has(phone) && <Badge>Do not call</Badge>}
        {phone && spoken && !listed.has(phone) && (
          <CallButton
            to={withExtension(phone, extension)}
            spoken={spoken}
            name={name}
            face={`Call ${spoken}`}
            className="max-sm:flex-1"
          />
        )}
        <LinkButton href={`/companies/${id}/edit`} aria-label={`Edit ${name}`}>
          <Pencil aria-hidden className="size-4" />
          Edit
        </LinkButton>
      </div>
    </header>
  );
}
