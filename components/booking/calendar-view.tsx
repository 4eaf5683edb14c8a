import { clsx } from "clsx";
import { Agenda } from "@/components/booking/agenda";
import { colourOf } from "@/components/booking/colours";
import { type Column, TimeGrid } from "@/components/booking/time-grid";
import { Link } from "@/components/ui/link";
import { dayAddress } from "@/lib/booking/address";
import type { Calendar } from "@/lib/booking/calendar";
import type { Helper } from "@/lib/booking/facts";
import { shownHours } from "@/lib/booking/grid";
import type { CalendarView as View } from "@/lib/booking/schema";
import { dayName } from "@/lib/booking/words";

type Day = Calendar["days"][number];

/** Bookings beside the hours; on a phone as a list. */
export function CalendarView({
  calendar,
  view,
  staff,
  timeZone,
}: {
  calendar: Calendar;
  view: View;
  staff: string | undefined;
  timeZone: string;
}) {
  const { days } = calendar;
  const hours = shownHours(
    days.flatMap(({ open }) => [...open.values()].flat()),
    days.flatMap(({ bookings }) => bookings),
    timeZone,
  );
  const [first] = days;
  const columns =
    view === "week" || !first
      ? days.map((day) => dayColumn(day, calendar.today, staff))
      : calendar.staff.map((helper) => staffColumn(first, helper, calendar.today));
  return (
    <>
      <div className="hidden md:block">
        <TimeGrid {...{ columns, hours, timeZone }} showStaff={view === "week" && !staff} />
      </div>
      <div className="md:hidden">
        <Agenda days={days} timeZone={timeZone} />
      </div>
    </>
  );
}

function staffColumn({ day, open, bookings }: Day, helper: Helper, today: string): Column {
  const theirs = bookings.filter(({ staff_id }) => staff_id === helper.id);
  return {
    key: helper.id,
    name: helper.name,
    day,
    staff: helper.id,
    isToday: day === today,
    open: open.get(helper.id) ?? [],
    bookings: theirs,
    title: (
      <span className="flex min-w-0 items-center gap-2">
        <span
          aria-hidden
          className={clsx("size-2.5 shrink-0 rounded-full", colourOf(helper.colour).dot)}
        />
        <span className="min-w-0">
          <span className="block truncate font-medium text-ink">{helper.name}</span>
          <span className="block text-xs text-muted">
            {theirs.length === 1 ? "1 booking" : `${theirs.length} bookings`}
          </span>
        </span>
      </span>
    ),
  };
}

function dayColumn({ day, open, bookings, closed }: Day, today: string, staff?: string): Column {
  const isToday = day === today;
  const date = new Date(`${day}T12:00:00Z`);
  const weekday = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", weekday: "short" });
  return {
    key: day,
    name: dayName(day),
    day,
    ...(staff && { staff }),
    isToday,
    open: [...open.values()].flat(),
    bookings,
    title: (
      <Link
        href={dayAddress(day, { ...(staff && { staff }) })}
        prefetch={false}
        className="flex min-w-0 items-center gap-2 rounded-md"
      >
        <span className="sr-only">{dayName(day)}</span>
        <span aria-hidden className="text-[13px] text-muted">
          {weekday.format(date)}
        </span>
        <span
          aria-hidden
          className={clsx(
            "flex size-7 items-center justify-center rounded-full text-[15px] font-semibold tabular-nums",
            isToday ? "bg-accent text-accent-ink" : "text-ink",
          )}
        >
          {date.getUTCDate()}
        </span>
        {closed[0] && <span className="truncate text-xs text-muted">{closed[0].name}</span>}
      </Link>
    ),
  };
}
