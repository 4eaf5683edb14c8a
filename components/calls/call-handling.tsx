import { Card } from "@/components/ui/card";
import { formatClock, formatExact } from "@/lib/core/time";

/** What people asked of a call while they talked: who did what, and when. */
export function CallHandling({
  sentences,
  timeZone,
}: {
  sentences: { id: number; at: string; sentence: string }[];
  timeZone: string;
}) {
  if (sentences.length === 0) return null;
  return (
    <Card title="During the call" flush>
      <ol aria-label="During the call" className="divide-y divide-line border-t border-line">
        {sentences.map(({ id, at, sentence }) => (
          <li key={id} className="flex gap-3 px-5 py-3">
            <time
              dateTime={at}
              title={formatExact(at, timeZone)}
              className="w-22 shrink-0 pt-px text-[13px] text-muted tabular-nums"
            >
              {formatClock(at, timeZone)}
            </time>
            <p className="min-w-0 flex-1 break-words text-ink">{sentence}</p>
          </li>
        ))}
      </ol>
    </Card>
  );
}
