import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { ContactForm } from "@/components/contacts/contact-form";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { requireMember } from "@/lib/auth/member";
import { createContact } from "@/lib/contacts/actions";
import { formatPhone, isDialable } from "@/lib/core/phone";
import { listColleagues } from "@/lib/team/store";

export const metadata: Metadata = { title: "New contact" };

export default async function NewContactPage({
  searchParams,
}: {
  searchParams: Promise<{ phone?: string | string[] }>;
}) {
  const { db, tenant, user_id } = await requireMember();
  const { phone } = await searchParams;
  const people = await listColleagues(db, tenant.id);
  const known = typeof phone === "string" && isDialable(phone) ? phone : undefined;
  return (
    <div className="max-w-2xl">
      <PageHeader
        title="New contact"
        description={known && "Past calls with this number will be added to this contact."}
      />
      <Card>
        <ContactForm
          action={createContact}
          contact={{
            id: randomUUID(),
            name: "",
            company: "",
            email: "",
            owner_id: user_id,
          }}
          loaded={{}}
          phones={
            known ? [{ phone: formatPhone(known, tenant.country_code), label: "mobile" }] : []
          }
          people={people}
          submitLabel="Add contact"
          cancelHref="/contacts"
        />
      </Card>
    </div>
  );
}
