import { Link } from "@/components/ui/link";
import type { Counts } from "@/lib/call-log/figures";
import { type LogFilters, logAddress } from "@/lib/call-log/schema";
import { formatTalk } from "@/lib/core/time";

const count = (number: number) => number.toLocaleString("en-US");
const link = "rounded-sm underline-offset-4 hover:text-ink hover:underline";

/** What became of some calls, each figure leading to its calls: those that `filters` show. */
export function Figures({
  label,
  counts,
  filters,
}: {
  label: string;
  counts: Counts;
  filters: LogFilters;
}) {
  const { calls, connected, missed, talk_seconds } = counts;
  const only = (outcome: "connected" | "missed") => logAddress({ ...filters, outcome });
  return (
    <li className="px-4 py-2 md:px-5">
      <p className="flex items-baseline justify-between gap-3 text-sm text-muted">
        {label}
        <Link href={logAddress(filters)} prefetch={false} className={link}>
          <span className="font-semibold text-ink tabular-nums">{count(calls)}</span>{" "}
          {calls === 1 ? "call" : "calls"}
        </Link>
      </p>
      <p className="flex flex-wrap gap-x-3 text-[13px] text-muted tabular-nums">
        <Link href={only("connected")} prefetch={false} className={link}>
          {count(connected)} connected
        </Link>
        <Link href={only("missed")} prefetch={false} className={link}>
          {count(missed)} missed
        </Link>
        <span>{formatTalk(talk_seconds)} talk</span>
      </p>
    </li>
  );
}
