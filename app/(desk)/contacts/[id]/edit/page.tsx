import type { Metadata } from "next";
import { contactOf } from "@/app/(desk)/contacts/[id]/contact-of";
import { ContactForm } from "@/components/contacts/contact-form";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { requireMember } from "@/lib/auth/member";
import { editContact } from "@/lib/contacts/actions";
import { flatten } from "@/lib/contacts/decide";
import { toForm } from "@/lib/contacts/store";
import { formatPhone } from "@/lib/core/phone";
import { listColleagues } from "@/lib/team/store";

export const metadata: Metadata = { title: "Edit contact" };

export default async function EditContactPage({ params }: { params: Promise<{ id: string }> }) {
  const { db, tenant } = await requireMember();
  const { phones, ...contact } = toForm(await contactOf((await params).id));
  const people = await listColleagues(db, tenant.id, { former: true });
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeader title={`Edit ${contact.name}`} />
      <Card>
        <ContactForm
          action={editContact}
          contact={contact}
          loaded={flatten({ ...contact, phones })}
          phones={phones.map(({ phone, extension, label }) => ({
            phone: formatPhone(phone, tenant.country_code, extension),
            label,
          }))}
          people={people.filter(
            (person) => !person.removed_at || person.user_id === contact.owner_id,
          )}
          submitLabel="Save"
          cancelHref={`/contacts/${contact.id}`}
        />
      </Card>
    </div>
  );
}
