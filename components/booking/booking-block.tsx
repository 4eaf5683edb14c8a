import { clsx } from "clsx";
import { Check, UserX } from "lucide-react";
import { colourOf } from "@/components/booking/colours";
import { Link } from "@/components/ui/link";
import type { Placed } from "@/lib/booking/grid";
import type { Booking } from "@/lib/booking/store";
import { stateNames, stateOf, timeSpan } from "@/lib/booking/words";

const lanes = ["col-start-1", "col-start-2", "col-start-3", "col-start-4", "col-start-5"];
/** As many stand side by side. */
export const maxLanes = lanes.length;

/** A booking where it stands in a column of the calendar. */
export function BookingBlock({
  placed: { row: booking, start, span, lane, lanes: all },
  timeZone,
  showStaff,
}: {
  placed: Placed<Booking>;
  timeZone: string;
  showStaff: boolean;
}) {
  const state = stateOf(booking.status);
  const who = booking.contacts?.name ?? "Someone";
  const when = timeSpan(booking.starts_at, booking.ends_at, timeZone);
  const staff = booking.staff?.name ?? "";
  const isShort = span < 6;
  return (
    <Link
      href={`/calendar/${booking.id}`}
      prefetch={false}
      className={clsx(
        "z-10 mr-1 mb-px min-w-0 overflow-hidden rounded-md border-l-[3px] px-1.5 text-xs leading-4 -outline-offset-2 transition hover:brightness-95 dark:hover:brightness-125",
        isShort ? "flex items-center gap-1.5" : "py-1",
        colourOf(booking.staff?.colour).block,
        all === 1 ? "col-span-full" : lanes[Math.min(lane, maxLanes - 1)],
        `row-start-${start} row-span-${span}`,
        state === "no_show" && "border-dashed line-through",
      )}
    >
      <span className="flex min-w-0 items-center gap-1 font-semibold">
        {state === "done" && <Check aria-hidden className="size-3 shrink-0" />}
        {state === "no_show" && <UserX aria-hidden className="size-3 shrink-0" />}
        <span className="truncate">{who}</span>
        <span className="sr-only">, </span>
      </span>
      <span className="block truncate">
        {booking.services?.name}
        <span className={showStaff && !isShort ? undefined : "sr-only"}> · {staff}</span>
        <span className="sr-only">, </span>
      </span>
      <span className={span >= 9 ? "block truncate tabular-nums" : "sr-only"}>{when}</span>
      {state !== "confirmed" && <span className="sr-only">, {stateNames[state]}</span>}
    </Link>
  );
}
