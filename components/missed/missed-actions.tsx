import { BlockButton } from "@/components/blocking/block-button";
import { type Act, ClaimForm } from "@/components/missed/claim-form";
import { DismissDialog } from "@/components/missed/dismiss-dialog";
import { atLeast, type Member } from "@/lib/auth/member";
import { formatPhone, isDialable } from "@/lib/core/phone";
import type { MissedRow } from "@/lib/missed/store";

/** What this person can do with a line, besides calling back. */
export function MissedActions({
  row,
  caller,
  former,
  member,
}: {
  row: MissedRow;
  caller: string;
  former: Set<string>;
  member: Member;
}) {
  const act = actOn(row, former, member);
  return (
    <>
      {act && (
        <ClaimForm key={act} act={act} id={row.id} claimedBy={row.claimed_by} caller={caller} />
      )}
      {!row.closed_at && isDialable(row.last_call.customer_number) && (
        <BlockButton
          number={row.last_call.customer_number}
          spoken={formatPhone(row.last_call.customer_number, member.tenant.country_code)}
          className="relative z-10"
        />
      )}
      {!row.closed_at && <DismissDialog id={row.id} callId={row.last_call.id} caller={caller} />}
    </>
  );
}

function actOn(row: MissedRow, former: Set<string>, member: Member): Act | null {
  if (row.reached_at) return null;
  if (row.closed_at) return "reopen";
  // Nobody can call back who shows no number.
  if (row.claimed_by === null) return isDialable(row.last_call.customer_number) ? "claim" : null;
  if (row.claimed_by === member.user_id) return "release";
  return atLeast(member, "manager") || former.has(row.claimed_by) ? "take_over" : null;
}
