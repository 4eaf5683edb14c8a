"use client";

import { clsx } from "clsx";
import { dayName } from "@/lib/booking/words";

const clockName = (clock: string) =>
  new Intl.DateTimeFormat("en-US", { timeZone: "UTC", timeStyle: "short" }).format(
    new Date(`${clock}Z`),
  );

/** The free times of a day (YYYY-MM-DDTHH:MM), each a button that chooses it. */
export function FreeTimes({
  times,
  chosen,
  onChoose,
}: {
  times: string[];
  chosen: string;
  onChoose: (clock: string) => void;
}) {
  const day = chosen.slice(0, 10);
  if (times.length === 0) {
    return (
      <p role="status" className="rounded-lg bg-sunken px-3.5 py-3 text-sm text-muted">
        Nothing is free on {dayName(day)}. Choose another day or somebody else.
      </p>
    );
  }
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 text-[13px] text-muted">Free on {dayName(day)}</legend>
      <div className="grid max-h-52 grid-cols-[repeat(auto-fill,minmax(5.5rem,1fr))] gap-1.5 overflow-y-auto p-0.5">
        {times.map((clock) => (
          <button
            key={clock}
            type="button"
            aria-pressed={clock === chosen}
            onClick={() => onChoose(clock)}
            className={clsx(
              "h-11 rounded-lg border text-[13px] font-medium tabular-nums transition-colors md:h-8",
              clock === chosen
                ? "border-transparent bg-accent text-accent-ink"
                : "border-line bg-surface text-ink hover:bg-sunken",
            )}
          >
            {clockName(clock)}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
