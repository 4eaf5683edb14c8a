import type { Metadata } from "next";
import { contactOf } from "@/app/(desk)/contacts/[id]/contact-of";
import { ContactForm } from "@/components/contacts/contact-form";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { requireMember } from "@/lib/auth/member";
import { editContact } from "@/lib/contacts/actions";
import { flatten } from "@/lib/contacts/decide";
import { formContact } from "@/lib/contacts/form-contact";
import { readContactOptions } from "@/lib/contacts/options";
import { toForm } from "@/lib/contacts/saved";

export const metadata: Metadata = { title: "Edit contact" };

export default async function EditContactPage({ params }: { params: Promise<{ id: string }> }) {
  const member = await requireMember();
  const contact = await contactOf((await params).id);
  return (
    <div className="max-w-2xl">
      <PageHeader title={`Edit ${contact.name}`} />
      <Card>
        <ContactForm
          action={editContact}
          contact={formContact(contact, member.tenant.country_code)}
          loaded={flatten(toForm(contact))}
          options={await readContactOptions(member, contact)}
          submitLabel="Save"
          cancel={<LinkButton href={`/contacts/${contact.id}`}>Cancel</LinkButton>}
        />
      </Card>
    </div>
  );
}
