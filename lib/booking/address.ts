import type { CalendarView } from "@/lib/booking/schema";

/** The calendar on a day (YYYY-MM-DD), by day or week, of one of the staff or of all. */
export function dayAddress(day: string, more: { view?: CalendarView; staff?: string } = {}) {
  const query = new URLSearchParams({ view: more.view ?? "day", day });
  if (more.staff) query.set("staff", more.staff);
  return `/calendar?${query}`;
}
