import { Live } from "@/components/live/live";
import type { Member } from "@/lib/auth/member";
import { countDue, maxCounted } from "@/lib/tasks/list";

/** Beside "Tasks" in the navigation: how many of one's own are overdue or due today. */
export async function DueCount({ member }: { member: Member }) {
  const { db, tenant, user_id: owner } = member;
  const asked = { owner, now: new Date(), timeZone: tenant.time_zone };
  const count = await countDue(db, tenant.id, asked);
  return (
    <>
      <Live on={[{ subject: "tasks", owner_id: [owner] }]} />
      {count > 0 && (
        <span className="min-w-5 rounded-full bg-accent-soft px-1.5 text-center text-xs leading-5 font-medium text-accent-text tabular-nums">
          {count >= maxCounted ? "99+" : count}
          <span className="sr-only"> overdue or due today</span>
        </span>
      )}
    </>
  );
}
