import type { Metadata } from "next";
import { Inbox } from "@/components/messages/inbox";
import { requireMember } from "@/lib/auth/member";

export const metadata: Metadata = { title: "Messages" };

export default async function MessagesPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>;
}) {
  return <Inbox member={await requireMember()} address={await searchParams} />;
}
