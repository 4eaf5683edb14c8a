import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Inbox } from "@/components/messages/inbox";
import { NewMessage } from "@/components/messages/new-message";
import { requireMember } from "@/lib/auth/member";
import { toE164 } from "@/lib/core/phone";
import { NewMessageQuery } from "@/lib/messages/inbox-query";
import { threadOfContact } from "@/lib/messages/store";

export const metadata: Metadata = { title: "New message" };

/** Writes to a contact, or to a number; where there is a conversation with it already, in that. */
export default async function NewMessagePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>;
}) {
  const member = await requireMember();
  const address = await searchParams;
  const { contact, to } = NewMessageQuery.parse(address);
  const { db, tenant } = member;
  const number = to ? toE164(to, tenant.country_code) : undefined;
  // What is no number is for the form to say.
  if (contact && number !== null) {
    const existing = await threadOfContact(db, tenant.id, { contact, number });
    if (existing) redirect(`/messages/${existing}`);
  }
  return (
    <Inbox member={member} address={{}}>
      {({ back }) => <NewMessage member={member} contactId={contact} to={to} back={back} />}
    </Inbox>
  );
}
