import type { Metadata } from "next";
import { BookingRules } from "@/components/booking/booking-rules";
import { Closures } from "@/components/booking/closures";
import { OpeningHours } from "@/components/booking/opening-hours";
import { ServiceList } from "@/components/booking/service-list";
import { StaffList } from "@/components/booking/staff-list";
import { AdminsOnly } from "@/components/settings/admins-only";
import { atLeast, requireMember } from "@/lib/auth/member";
import { listForSettings } from "@/lib/booking/settings-store";
import { readBookingFacts } from "@/lib/booking/store";
import { dayOf } from "@/lib/core/time";
import { listColleagues } from "@/lib/team/store";

export const metadata: Metadata = { title: "Booking" };

export default async function BookingSettingsPage() {
  const member = await requireMember();
  const { db, tenant } = member;
  const edits = atLeast(member, "admin");
  const now = new Date();
  const [facts, { archived, closures }, people] = await Promise.all([
    readBookingFacts(db, now, now),
    listForSettings(db, tenant.id, dayOf(now, tenant.time_zone)),
    edits ? listColleagues(db, tenant.id) : [],
  ]);
  const { services, staff } = facts;
  return (
    <div className="flex flex-col gap-6">
      <ServiceList services={services} archived={archived.services} edits={edits} />
      <StaffList {...{ staff, services, people, edits }} archived={archived.staff} />
      {edits && <OpeningHours week={facts.week} timeZone={tenant.time_zone} />}
      <Closures {...{ closures, staff, edits }} />
      {edits ? (
        <BookingRules settings={facts.settings} />
      ) : (
        <AdminsOnly member={member} title="Booking is set up by admins" />
      )}
    </div>
  );
}
