import { CallBarView } from "@/components/calls/call-bar-view";
import type { Member } from "@/lib/auth/member";
import { currentCallOf } from "@/lib/call-log/live";
import { formatPhone } from "@/lib/core/phone";

/** The signed-in person's call, wherever they are in the app; nothing while they are not on one. */
export async function CallBar({ member }: { member: Member }) {
  const now = new Date();
  const call = await currentCallOf(member.db, member.tenant.id, member.user_id, now);
  if (!call) return null;
  const talked = call.answered_at
    ? Math.max(0, now.getTime() - Date.parse(call.answered_at)) / 1000
    : 0;
  return (
    <CallBarView
      call={call}
      customer={
        call.contacts?.name ?? formatPhone(call.customer_number, member.tenant.country_code)
      }
      talkedSeconds={talked}
    />
  );
}
