import { Live } from "@/components/live/live";
import type { Member } from "@/lib/auth/member";
import { countMissed, maxCounted } from "@/lib/missed/store";

/**
 * Beside "Missed" in the navigation: how many callers are to be called back; nothing when none
 * are.
 */
export async function MissedCount({ member }: { member: Member }) {
  const count = await countMissed(member.db, member.tenant.id);
  return (
    <>
      <Live on={[{ subject: "missed_callers" }]} />
      {count > 0 && (
        <span className="min-w-5 rounded-full bg-danger px-1.5 text-center text-xs leading-5 font-medium text-white tabular-nums">
          {count >= maxCounted ? "99+" : count}
          <span className="sr-only"> to call back</span>
        </span>
      )}
    </>
  );
}
