import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { TextLink } from "@/components/ui/text-link";
import type { ContactField, FieldValue } from "@/lib/contact-fields/types";
import { readValues } from "@/lib/contact-fields/values";
import type { Contact } from "@/lib/contacts/store";
import { formatDay, formatTime } from "@/lib/core/time";

type Detail = { name: string; label: string; value: ReactNode };

const nothing = <span className="text-faint">–</span>;

/** A contact's fields with something in them, and the main ones always, each by its control. */
export function contactDetails(
  contact: Contact,
  fields: ContactField[],
  owner: ReactNode,
  now: Date,
): Detail[] {
  const { company, company_id, title, contact_emails: emails, tags } = contact;
  const own = readValues(contact.custom);
  const { address, time_zone: zone } = contact;
  const main: Detail[] = [
    {
      ...{ name: "company", label: "Company" },
      value: company_id && <TextLink href={`/companies/${company_id}`}>{company}</TextLink>,
    },
    { name: "title", label: "Job title", value: title },
    {
      ...{ name: "email", label: "Email" },
      value: emails.length > 0 && emails.map((each) => <Email key={each.id} {...each} />),
    },
    { name: "owner_id", label: "Owner", value: owner },
    { name: "stage_id", label: "Stage", value: contact.contact_stages?.name },
    {
      ...{ name: "tag", label: "Tags" },
      value: tags.length > 0 && (
        <span className="flex flex-wrap gap-1">
          {tags.map((tag) => (
            <Badge key={tag}>{tag}</Badge>
          ))}
        </span>
      ),
    },
  ];
  const more: Detail[] = [
    ...fields.map((field) => ({
      name: `custom:${field.id}`,
      label: field.name,
      value: shown(field, own[field.id]),
    })),
    {
      ...{ name: "address", label: "Address" },
      value: address && <span className="whitespace-pre-line">{address}</span>,
    },
    {
      ...{ name: "time_zone", label: "Local time" },
      value: zone && (
        <>
          {formatTime(now, zone)}{" "}
          <span className="text-muted">{zone.split("/").at(-1)?.replaceAll("_", " ")}</span>
        </>
      ),
    },
  ];
  return [
    ...main.map((detail) => ({ ...detail, value: detail.value || nothing })),
    ...more.filter(({ value }) => value),
  ];
}

function Email({ email, label }: { email: string; label: string }) {
  return (
    <span className="block">
      <a
        href={`mailto:${email}`}
        className="rounded-sm break-all text-accent-text underline-offset-4 hover:underline"
      >
        {email}
      </a>{" "}
      <span className="text-xs text-muted capitalize">{label}</span>
    </span>
  );
}

function shown({ type }: ContactField, value: FieldValue | undefined): ReactNode {
  if (value === undefined) return null;
  if (type === "checkbox") return value === true ? "Yes" : null;
  const text = String(value);
  if (type === "date") return formatDay(text);
  if (type !== "link") return text;
  return (
    <a
      href={text}
      target="_blank"
      rel="noreferrer"
      className="rounded-sm break-all text-accent-text underline-offset-4 hover:underline"
    >
      {text.replace(/^https?:\/\//i, "")}
    </a>
  );
}
