import { clsx } from "clsx";
import { money } from "@/components/costs/money";
import { costOf, count, seconds } from "@/components/voice-agent/figure-words";
import type { Figures } from "@/lib/agent/desk/figures";

/** What came of all calls of the period, at a glance. */
export function FiguresTiles({ all }: { all: Figures }) {
  const share = (part: number) =>
    all.calls > 0 ? `${Math.round((100 * part) / all.calls)}%` : "–";
  const served = all.contained + all.messages;
  const toPerson = all.handed_over + all.taken_over;
  const tiles = [
    { label: "Answered", value: count(all.calls), note: "calls" },
    { label: "Served without a person", value: share(served), note: count(served) },
    { label: "To a person", value: share(toPerson), note: count(toPerson) },
    { label: "Appointments booked", value: count(all.booked), note: "" },
    { label: "Hung up or silent", value: share(all.caller_left), note: count(all.caller_left) },
    { label: "Failed", value: share(all.failed), note: count(all.failed), isBad: all.failed > 0 },
    {
      ...{ label: "False “booked”", value: count(all.false_booked), isBad: all.false_booked > 0 },
      note: all.false_booked > 0 ? "call them back" : "as it should be",
    },
    {
      ...{ label: "Answers in", value: seconds(all.p50) },
      note: all.p95 === null ? "" : `95% in ${seconds(all.p95)}`,
    },
    {
      ...{ label: "Cost of the model", value: costOf(all) },
      note: all.uncosted > 0 ? `${count(all.uncosted)} of unknown cost` : perCall(all),
    },
    {
      ...{ label: "Rated by callers", value: all.rating === null ? "–" : `${all.rating} of 5` },
      note: all.rated > 0 ? `by ${count(all.rated)}` : "",
    },
  ];
  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {tiles.map(({ label, value, note, isBad }) => (
        <div key={label} className="rounded-xl border border-line bg-surface px-4 py-3">
          <dt className="text-[13px] text-muted">{label}</dt>
          <dd className="mt-0.5 flex flex-wrap items-baseline gap-x-2">
            <span
              className={clsx(
                "text-xl font-semibold tabular-nums",
                isBad ? "text-danger-text" : "text-ink",
              )}
            >
              {value}
            </span>
            {note && <span className="text-[13px] text-muted tabular-nums">{note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const perCall = ({ cost, calls }: Figures) => `${money(Number(cost) / calls, "USD")} per call`;
