import { clsx } from "clsx";
import { colourOf } from "@/components/booking/colours";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import type { Booking } from "@/lib/booking/store";
import { dayName, stateNames, stateOf, timeSpan } from "@/lib/booking/words";

/** Bookings as a list by day, as a phone shows the calendar. */
export function Agenda({
  days,
  timeZone,
}: {
  days: { day: string; bookings: Booking[] }[];
  timeZone: string;
}) {
  return (
    <div className="flex flex-col gap-5">
      {days.map(({ day, bookings }) => (
        <section key={day} aria-label={dayName(day)}>
          {days.length > 1 && (
            <h2 className="mb-2 text-[13px] font-semibold text-muted">{dayName(day)}</h2>
          )}
          {bookings.length === 0 ? (
            <p className="rounded-xl border border-line bg-surface px-4 py-3 text-muted">
              No bookings
            </p>
          ) : (
            <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface">
              {bookings.map((booking) => (
                <li key={booking.id}>
                  <AgendaRow booking={booking} timeZone={timeZone} />
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </div>
  );
}

function AgendaRow({ booking, timeZone }: { booking: Booking; timeZone: string }) {
  const state = stateOf(booking.status);
  return (
    <Link
      href={`/calendar/${booking.id}`}
      prefetch={false}
      className="flex min-h-11 items-center gap-3 px-4 py-2.5 -outline-offset-2 hover:bg-sunken/60"
    >
      <span
        aria-hidden
        className={clsx("h-9 w-1 shrink-0 rounded-full", colourOf(booking.staff?.colour).dot)}
      />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium text-ink">
          {booking.contacts?.name ?? "Someone"}
        </span>
        <span className="block truncate text-[13px] text-muted">
          {booking.services?.name} · {booking.staff?.name}
        </span>
      </span>
      <span className="flex shrink-0 flex-col items-end gap-1 text-[13px] text-muted tabular-nums">
        {timeSpan(booking.starts_at, booking.ends_at, timeZone)}
        {state !== "confirmed" && <Badge>{stateNames[state]}</Badge>}
      </span>
    </Link>
  );
}
