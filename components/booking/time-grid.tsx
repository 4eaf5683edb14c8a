import { clsx } from "clsx";
import type { ReactNode } from "react";
import { BookingBlock, maxLanes } from "@/components/booking/booking-block";
import { NowLine } from "@/components/booking/now-line";
import { SlotKeys } from "@/components/booking/slot-keys";
import { Link } from "@/components/ui/link";
import { type Hours, type Placed, place, rowMinutes, slotMinutes } from "@/lib/booking/grid";
import type { Range } from "@/lib/booking/hours";
import type { Booking } from "@/lib/booking/store";
import { formatTime, momentOf, two } from "@/lib/core/time";

/** A day of one of the staff, or of all. */
export type Column = {
  key: string;
  title: ReactNode;
  /** For whoever hears it: "Maya Chen", "Thursday, December 4". */
  name: string;
  day: string;
  staff?: string;
  isToday: boolean;
  open: Range[];
  bookings: Booking[];
};

const columnCounts = ["grid-cols-1", "grid-cols-2", "grid-cols-3", "grid-cols-4", "grid-cols-5"];
const columnWidths = ["min-w-32", "min-w-44", "min-w-64", "min-w-80", "min-w-96"];

/** Columns of bookings beside the hours; a free time is a link to book it. */
export function TimeGrid({
  columns,
  hours,
  timeZone,
  showStaff = false,
}: {
  columns: Column[];
  hours: Hours;
  timeZone: string;
  showStaff?: boolean;
}) {
  const labels = Array.from({ length: hours.until - hours.from }, (_, nth) => hours.from + nth);
  return (
    <div className="relative overflow-x-auto rounded-xl border border-line bg-surface">
      <SlotKeys className="flex min-w-max">
        <div className="sticky left-0 z-30 w-14 shrink-0 bg-surface">
          <div className="h-14 border-b border-line" />
          <div aria-hidden className="grid auto-rows-[0.375rem]">
            {labels.map((hour, nth) => (
              <span
                key={hour}
                className={`row-span-12 row-start-${nth * 12 + 1} pr-2 text-right text-[11px] leading-4 text-muted tabular-nums ${nth === 0 ? "" : "-mt-2"}`}
              >
                {hourName(hour)}
              </span>
            ))}
          </div>
        </div>
        {columns.map((column, nth) => {
          const placed = place(column.bookings, hours, timeZone);
          const lanes = Math.min(maxLanes, Math.max(1, ...placed.map((each) => each.lanes)));
          return (
            <section
              key={column.key}
              aria-label={column.name}
              // As wide as there is room, and as names beside each other need, whatever they are.
              className={clsx(
                "flex-1 basis-0 border-l border-line contain-inline-size",
                columnWidths[lanes - 1],
              )}
            >
              <div className="flex h-14 items-center border-b border-line px-2.5">
                {column.title}
              </div>
              <ColumnBody {...{ column, placed, lanes, nth, hours, timeZone, showStaff }} />
            </section>
          );
        })}
      </SlotKeys>
    </div>
  );
}

function ColumnBody({
  column,
  placed,
  lanes,
  nth,
  hours,
  timeZone,
  showStaff,
}: {
  column: Column;
  placed: Placed<Booking>[];
  /** How many bookings stand beside each other. */
  lanes: number;
  nth: number;
  hours: Hours;
  timeZone: string;
  showStaff: boolean;
}) {
  const count = (hours.until - hours.from) * (60 / slotMinutes);
  return (
    <div className={clsx("grid auto-rows-[0.375rem]", columnCounts[lanes - 1])}>
      {Array.from({ length: count }, (_, slot) => {
        const minutes = hours.from * 60 + slot * slotMinutes;
        const clock = `${column.day}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
        const at = Date.parse(momentOf(clock, timeZone) ?? "");
        const isOpen = column.open.some(({ from, until }) => from <= at && at < until);
        const query = new URLSearchParams({
          at: clock,
          ...(column.staff && { staff: column.staff }),
        });
        return (
          <Link
            key={clock}
            href={`/calendar/new?${query}`}
            prefetch={false}
            tabIndex={nth === 0 && slot === 0 ? 0 : -1}
            data-slot={`${nth},${slot}`}
            aria-label={`Book ${formatTime(new Date(at), timeZone)}, ${column.name}`}
            className={clsx(
              "col-span-full col-start-1 -outline-offset-2 transition-colors hover:bg-accent-soft",
              `row-start-${(slot * slotMinutes) / rowMinutes + 1} row-span-6`,
              slot % 2 === 0 ? slot > 0 && "border-t border-line" : "border-t border-line/50",
              !isOpen && "bg-sunken",
            )}
          />
        );
      })}
      {placed.map((each) => (
        <BookingBlock key={each.row.id} placed={each} timeZone={timeZone} showStaff={showStaff} />
      ))}
      {column.isToday && <NowLine hours={hours} timeZone={timeZone} />}
    </div>
  );
}

const hourName = (hour: number) => `${hour % 12 === 0 ? 12 : hour % 12} ${hour < 12 ? "AM" : "PM"}`;
