import type { Metadata } from "next";
import { contactOf } from "@/app/(desk)/contacts/[id]/contact-of";
import { ContactSearch } from "@/components/contacts/contact-search";
import { ChooseOther } from "@/components/merges/choose-other";
import { MergePreview } from "@/components/merges/merge-preview";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { requireMember } from "@/lib/auth/member";
import { getContact } from "@/lib/contacts/store";
import { findOthers } from "@/lib/merges/others";
import { MergeQuery } from "@/lib/merges/schema";
import { mergePath } from "@/lib/merges/side";

export const metadata: Metadata = { title: "Merge contacts" };

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, unknown>>;
};

/** Merges another contact into this one: which one, then what to keep. */
export default async function MergePage({ params, searchParams }: Props) {
  const member = await requireMember();
  const { db, tenant } = member;
  const contact = await contactOf((await params).id);
  const { with: otherId, q } = MergeQuery.parse(await searchParams);
  const other = otherId && otherId !== contact.id ? await getContact(db, tenant.id, otherId) : null;
  if (other) {
    return (
      <>
        <PageHeader
          title={`Merge ${other.name} into ${contact.name}`}
          actions={<LinkButton href={mergePath(contact.id)}>Choose another</LinkButton>}
        />
        <MergePreview keep={contact} gone={other} member={member} />
      </>
    );
  }
  const others = await findOthers(member, contact, q);
  return (
    <div className="max-w-2xl">
      <PageHeader
        title={`Merge ${contact.name}`}
        description="With which contact? What both have is shown first; nothing is merged yet."
        actions={<LinkButton href={`/contacts/${contact.id}`}>Cancel</LinkButton>}
      />
      <div className="mb-4">
        <ContactSearch query={q} action={mergePath(contact.id)} autoFocus />
      </div>
      <Card title={q ? undefined : "Look alike"} flush>
        <ChooseOther id={contact.id} others={others} />
      </Card>
    </div>
  );
}
