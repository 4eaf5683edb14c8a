import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Inbox } from "@/components/messages/inbox";
import { NewMessage } from "@/components/messages/new-message";
import { requireMember } from "@/lib/auth/member";
import { NewMessageQuery } from "@/lib/messages/inbox-query";
import { threadOfContact } from "@/lib/messages/store";

export const metadata: Metadata = { title: "New message" };

/** Writes to a contact, or to a number; where there is a conversation already, in that. */
export default async function NewMessagePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>;
}) {
  const member = await requireMember();
  const address = await searchParams;
  const { contact, to } = NewMessageQuery.parse(address);
  const { db, tenant } = member;
  const existing = contact && (await threadOfContact(db, tenant.id, contact));
  if (existing) redirect(`/messages/${existing}`);
  return (
    <Inbox member={member} address={{}}>
      {({ back }) => <NewMessage member={member} contactId={contact} to={to} back={back} />}
    </Inbox>
  );
}
