import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import type { Member } from "@/lib/auth/member";
import { comingBookings } from "@/lib/booking/store";
import { timeSpan } from "@/lib/booking/words";
import { formatWhen } from "@/lib/core/time";

/** When a contact comes next; nothing when nothing is booked. */
export async function ComingBookings({
  contactId,
  member: { db, tenant },
}: {
  contactId: string;
  member: Member;
}) {
  const now = new Date();
  const bookings = await comingBookings(db, tenant.id, contactId, now);
  if (bookings.length === 0) return null;
  return (
    <Card title="Next bookings" flush>
      <ul aria-label="Next bookings" className="divide-y divide-line border-t border-line">
        {bookings.map((booking) => (
          <li key={booking.id}>
            <Link
              href={`/calendar/${booking.id}`}
              prefetch={false}
              className="block px-5 py-2.5 -outline-offset-2 hover:bg-sunken/60"
            >
              <span className="block font-medium text-ink">
                {formatWhen(booking.starts_at, tenant.time_zone, now).replace(/, [^,]*$/, "")},{" "}
                {timeSpan(booking.starts_at, booking.ends_at, tenant.time_zone)}
              </span>
              <span className="block text-[13px] text-muted">
                {booking.services?.name} · {booking.staff?.name}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
