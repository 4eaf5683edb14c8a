import { ArrowRight } from "lucide-react";
import { TextLink } from "@/components/ui/text-link";
import type { DetailLine } from "@/lib/audit/detail";
import { type AuditRow, describeEntries, type Names } from "@/lib/audit/entry";
import { formatExact, formatWhen } from "@/lib/core/time";

/** Entries of the audit log, newest first: who did what and when, and what it changed. */
export function AuditList({
  rows,
  names,
  timeZone,
}: {
  rows: AuditRow[];
  names: Names;
  timeZone: string;
}) {
  return (
    <ol aria-label="Activity log" className="divide-y divide-line">
      {describeEntries(rows, names, timeZone).map(
        ({ row, who, what, changes, callId, ...more }) => (
          <li key={row.id} className="flex flex-col gap-x-6 gap-y-1 px-5 py-3 md:flex-row">
            <div className="min-w-0 flex-1 text-sm">
              <p className="break-words text-ink">
                <span className="font-medium">{who}</span> {what}
                {more.times > 1 &&
                  `, ${more.times} times since ${formatExact(more.since, timeZone)}`}
                . {callId && <TextLink href={`/calls/${callId}`}>See the call</TextLink>}
              </p>
              <Changes changes={changes} />
            </div>
            <time
              dateTime={row.created_at}
              title={formatExact(row.created_at, timeZone)}
              className="shrink-0 text-[13px] text-muted tabular-nums md:text-right"
            >
              <span aria-hidden>{formatWhen(row.created_at, timeZone)}</span>
              <span className="sr-only">{formatExact(row.created_at, timeZone)}</span>
            </time>
          </li>
        ),
      )}
    </ol>
  );
}

function Changes({ changes }: { changes: DetailLine[] }) {
  if (changes.length === 0) return null;
  return (
    <dl className="mt-1.5 flex flex-col gap-1 text-[13px] leading-5 text-muted">
      {changes.map(({ label, from, to }) => (
        <div key={label} className="flex flex-wrap gap-x-1.5">
          <dt>{label}:</dt>
          <dd className="min-w-0 break-words text-ink">
            {from !== undefined && (
              <>
                <del className="text-muted">{from}</del>
                <ArrowRight aria-label="became" className="mx-1 inline size-3.5 text-muted" />
              </>
            )}
            {to}
          </dd>
        </div>
      ))}
    </dl>
  );
}
