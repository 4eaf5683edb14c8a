import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { Inbox } from "@/components/messages/inbox";
import { ThreadView } from "@/components/messages/thread-view";
import { requireMember } from "@/lib/auth/member";
import { readCursor } from "@/lib/call-log/cursor";
import { findThread } from "@/lib/messages/store";

export const metadata: Metadata = { title: "Messages" };

export default async function ThreadPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, unknown>>;
}) {
  const member = await requireMember();
  const { id } = await params;
  const { earlier, found, ...address } = await searchParams;
  const isId = z.uuid().safeParse(id).success;
  const thread = isId ? await findThread(member.db, member.tenant.id, id) : null;
  if (!thread) notFound();
  return (
    <Inbox member={member} address={address} threadId={id}>
      {(around) => (
        <ThreadView
          thread={thread}
          member={member}
          before={readCursor(earlier)}
          found={z.uuid().safeParse(found).data}
          around={around}
        />
      )}
    </Inbox>
  );
}
