import { ArrowLeftRight } from "lucide-react";
import { MergeForm } from "@/components/merges/merge-form";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import type { Member } from "@/lib/auth/member";
import { listContactFields } from "@/lib/contact-fields/store";
import { flatten } from "@/lib/contacts/decide";
import { toForm } from "@/lib/contacts/saved";
import type { Contact } from "@/lib/contacts/store";
import { formatPhone } from "@/lib/core/phone";
import { findListed } from "@/lib/do-not-call/store";
import { numbersToList } from "@/lib/merges/do-not-call";
import { factsOf, mergeFields, unshownFields } from "@/lib/merges/fields";
import { mergePath } from "@/lib/merges/side";

/** What two contacts become, to choose and confirm. */
export async function MergePreview({
  keep,
  gone,
  member,
}: {
  keep: Contact;
  gone: Contact;
  member: Member;
}) {
  const { db, tenant } = member;
  const country = tenant.country_code;
  const numbers = (contact: Contact) => contact.contact_phones.map(({ phone }) => phone);
  const [fields, listed] = await Promise.all([
    listContactFields(db, tenant.id),
    findListed(db, tenant.id, [...numbers(keep), ...numbers(gone)]),
  ]);
  const differing = mergeFields(keep, gone, { fields, country });
  const joining = numbersToList(numbers(keep), numbers(gone), listed);
  const half = ({ id, version, name, tags, contact_emails, contact_phones }: Contact) => ({
    ...{ id, version, name, tags },
    emails: contact_emails.map(({ email }) => email),
    numbers: contact_phones.map(({ phone, extension }) => formatPhone(phone, country, extension)),
  });
  return (
    <div className="flex flex-col gap-4">
      <LinkButton
        href={mergePath(gone.id, keep.id)}
        size="sm"
        variant="secondary"
        className="self-start"
      >
        <ArrowLeftRight aria-hidden className="size-4" />
        Keep {gone.name} instead
      </LinkButton>
      {joining.length > 0 && (
        <Notice tone="warn" title="One of them isn't to be called">
          So that this stays so, these numbers join the do-not-call list:{" "}
          {joining.map((number) => formatPhone(number, country)).join(", ")}.
        </Notice>
      )}
      {gone.archived_at && <Notice>{gone.name} is archived. The merged contact is not.</Notice>}
      <MergeForm
        key={`${keep.id} ${gone.id}`}
        keep={half(keep)}
        gone={half(gone)}
        fields={differing}
        facts={factsOf(keep, fields)}
        unshown={unshownFields(keep, gone, fields)}
        seen={JSON.stringify([flatten(toForm(keep)), flatten(toForm(gone))])}
      />
    </div>
  );
}
