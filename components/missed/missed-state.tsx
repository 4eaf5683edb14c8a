import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import type { Member } from "@/lib/auth/member";
import { formatWhen } from "@/lib/core/time";
import type { MissedRow } from "@/lib/missed/store";
import { claimWords, closedWords, type Names } from "@/lib/missed/words";

/** What is being done about a missed caller, or was; `children` says why nobody took the call. */
export function MissedState({
  row,
  names,
  member,
  children,
}: {
  row: MissedRow;
  names: Names;
  member: Member;
  children: ReactNode;
}) {
  if (row.closed_at) {
    const words = `${closedWords(row, member.user_id, names)}, ${formatWhen(row.closed_at, member.tenant.time_zone)}`;
    return (
      <span className="flex items-center gap-1.5">
        <Check aria-hidden className="size-4 shrink-0 text-ok-text" />
        {row.reached_call_id ? (
          <Link
            href={`/calls/${row.reached_call_id}`}
            prefetch={false}
            className="relative z-10 rounded-sm hover:text-ink hover:underline"
          >
            {words}
          </Link>
        ) : (
          <span>{words}</span>
        )}
      </span>
    );
  }
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      {row.claimed_by && (
        <Badge tone="accent">{claimWords(row.claimed_by, member.user_id, names)}</Badge>
      )}
      {children && <span>{children}</span>}
    </span>
  );
}
