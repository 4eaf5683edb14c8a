import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { ContactForm } from "@/components/contacts/contact-form";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { requireMember } from "@/lib/auth/member";
import { createContact } from "@/lib/contacts/actions";
import { newContact } from "@/lib/contacts/form-contact";
import { readContactOptions } from "@/lib/contacts/options";
import { formatPhone, isDialable } from "@/lib/core/phone";

export const metadata: Metadata = { title: "New contact" };

export default async function NewContactPage({
  searchParams,
}: {
  searchParams: Promise<{ phone?: string | string[] }>;
}) {
  const member = await requireMember();
  const { phone } = await searchParams;
  const known = typeof phone === "string" && isDialable(phone) ? phone : undefined;
  const shown = known && formatPhone(known, member.tenant.country_code);
  return (
    <div className="max-w-2xl">
      <PageHeader
        title="New contact"
        description={known && "Past calls with this number will be added to this contact."}
      />
      <Card>
        <ContactForm
          action={createContact}
          contact={newContact({
            id: randomUUID(),
            owner_id: member.user_id,
            phones: shown ? [{ phone: shown, extension: "", label: "mobile" }] : [],
          })}
          loaded={{}}
          options={await readContactOptions(member)}
          submitLabel="Add contact"
          isNew
          cancel={<LinkButton href="/contacts">Cancel</LinkButton>}
        />
      </Card>
    </div>
  );
}
