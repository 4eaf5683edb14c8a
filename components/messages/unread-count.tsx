import { Live } from "@/components/live/live";
import { TitleCount } from "@/components/messages/title-count";
import type { Member } from "@/lib/auth/member";
import { countUnread, maxCounted } from "@/lib/messages/inbox";

/** Beside "Messages" in the navigation: one's own and nobody's threads with something unread. */
export async function UnreadCount({ member }: { member: Member }) {
  const { db, tenant, user_id } = member;
  const count = await countUnread(db, { tenantId: tenant.id, userId: user_id });
  const shown = count >= maxCounted ? "99+" : String(count);
  return (
    <>
      <TitleCount count={count > 0 ? shown : ""} />
      <Live on={[{ subject: "message_threads" }]} />
      {count > 0 && (
        <span className="min-w-5 rounded-full bg-danger px-1.5 text-center text-xs leading-5 font-medium text-white tabular-nums">
          {shown}
          <span className="sr-only"> unread</span>
        </span>
      )}
    </>
  );
}
