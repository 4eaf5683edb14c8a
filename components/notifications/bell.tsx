import { Live } from "@/components/live/live";
import { BellLink } from "@/components/notifications/bell-link";
import type { Member } from "@/lib/auth/member";
import { listNotifications } from "@/lib/notifications/store";
import { viewOf } from "@/lib/notifications/view";

const maxCounted = 99;
/** More at once are no news for the browser to show one by one. */
const maxShown = 5;

/** The bell of the shell: how many notifications are not read, and the way to them. */
export async function Bell({ member }: { member: Member }) {
  const { db, tenant, user_id } = member;
  const of = { tenantId: tenant.id, userId: user_id };
  const { rows, next } = await listNotifications(db, of, { unread: true, size: maxCounted });
  return (
    <>
      <Live on={[{ subject: "notifications", user_id: [user_id] }]} />
      <BellLink
        userId={user_id}
        count={next ? `${maxCounted}+` : String(rows.length)}
        newest={rows.slice(0, maxShown).map((row) => viewOf(row, tenant))}
      />
    </>
  );
}
