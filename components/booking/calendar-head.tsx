import { ChevronLeft, ChevronRight, Plus } from "lucide-react";
import { DayPicker } from "@/components/booking/day-picker";
import { FilterLinks } from "@/components/ui/filter-links";
import { iconButtonClass } from "@/components/ui/icon-button";
import { Link } from "@/components/ui/link";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { dayAddress } from "@/lib/booking/address";
import type { Calendar } from "@/lib/booking/calendar";
import type { CalendarView } from "@/lib/booking/schema";
import { dayName, shortDay } from "@/lib/booking/words";
import { addDays } from "@/lib/core/time";

/** Which days are shown, of whom, and the ways to others. */
export function CalendarHead({
  calendar: { day, today, facts, days },
  view,
  staff,
}: {
  calendar: Calendar;
  view: CalendarView;
  staff: string | undefined;
}) {
  const step = view === "day" ? 1 : 7;
  const words = { day: "day", week: "week" }[view];
  const first = days[0]?.day ?? day;
  const title =
    view === "day" ? dayName(day) : `${shortDay(first)} – ${shortDay(addDays(first, 6))}`;
  const to = (date: string, more: { view?: CalendarView; staff?: string } = {}) =>
    dayAddress(date, { view, ...(staff && { staff }), ...more });
  const everyone = dayAddress(day, { view });
  const fresh = new URLSearchParams({ ...(staff && { staff }), at: `${day}T` });
  return (
    <>
      <PageHeader
        title="Calendar"
        actions={
          <LinkButton href={`/calendar/new?${fresh}`} variant="primary">
            <Plus aria-hidden className="size-4" />
            New booking
          </LinkButton>
        }
      />
      <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-3">
        <div className="flex items-center gap-1">
          <Link
            href={to(addDays(day, -step))}
            aria-label={`Previous ${words}`}
            className={iconButtonClass}
          >
            <ChevronLeft aria-hidden />
          </Link>
          <LinkButton href={to(today)} size="sm">
            Today
          </LinkButton>
          <Link
            href={to(addDays(day, step))}
            aria-label={`Next ${words}`}
            className={iconButtonClass}
          >
            <ChevronRight aria-hidden />
          </Link>
        </div>
        <p
          aria-live="polite"
          className="min-w-0 text-[15px] font-semibold text-ink max-sm:order-first max-sm:w-full sm:flex-1"
        >
          {title}
        </p>
        <DayPicker day={day} view={view} staff={staff} />
        <FilterLinks
          label="View"
          links={(["day", "week"] as const).map((each) => ({
            href: to(day, { view: each }),
            label: each === "day" ? "Day" : "Week",
            current: view === each,
          }))}
        />
      </div>
      {facts.staff.length > 1 && (
        <div className="mb-4 max-w-full overflow-x-auto">
          <FilterLinks
            label="Whose bookings"
            links={[
              { href: everyone, label: "Everyone", current: !staff },
              ...facts.staff.map(({ id, name }) => ({
                href: to(day, { staff: id }),
                label: name,
                current: staff === id,
              })),
            ]}
          />
        </div>
      )}
    </>
  );
}
