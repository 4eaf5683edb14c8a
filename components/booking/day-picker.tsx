"use client";

import { useRouter } from "next/navigation";
import { controlClass } from "@/components/ui/field";
import { dayAddress } from "@/lib/booking/address";
import type { CalendarView } from "@/lib/booking/schema";

/** Goes to a day as it is chosen; without script by the enter key. */
export function DayPicker({
  day,
  view,
  staff,
}: {
  day: string;
  view: CalendarView;
  staff: string | undefined;
}) {
  const router = useRouter();
  return (
    <form action="/calendar" className="w-40 max-sm:hidden">
      <input type="hidden" name="view" value={view} />
      {staff && <input type="hidden" name="staff" value={staff} />}
      <input
        key={day}
        type="date"
        name="day"
        aria-label="Go to a day"
        defaultValue={day}
        className={`${controlClass} h-10 md:h-8`}
        onChange={({ target }) => {
          // While a year is typed, its first digits are a year too.
          if (target.value < "2000") return;
          router.push(dayAddress(target.value, { view, ...(staff && { staff }) }), {
            scroll: false,
          });
        }}
      />
    </form>
  );
}
