import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { BookingActions } from "@/components/booking/booking-actions";
import { BookingDetails } from "@/components/booking/booking-details";
import { MoveForm } from "@/components/booking/move-form";
import { CallContact } from "@/components/calls/call-contact";
import { Live } from "@/components/live/live";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { requireMember } from "@/lib/auth/member";
import { dayAddress } from "@/lib/booking/address";
import { readFactsToMove } from "@/lib/booking/new";
import { findBooking } from "@/lib/booking/store";
import { stateNames, stateOf, stateTones } from "@/lib/booking/words";
import { mainPhone } from "@/lib/contacts/main-phone";
import { clockOf } from "@/lib/core/time";
import { findListed } from "@/lib/do-not-call/store";
import { namesOf } from "@/lib/team/names";

export const metadata: Metadata = { title: "Booking" };

export default async function BookingPage({ params }: { params: Promise<{ id: string }> }) {
  const member = await requireMember();
  const { db, tenant } = member;
  const { id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const booking = await findBooking(db, tenant.id, id);
  if (!booking) notFound();
  const starts = clockOf(new Date(booking.starts_at), tenant.time_zone);
  const day = starts.slice(0, 10);
  const state = stateOf(booking.status);
  const { booked_by: by } = booking;
  const customer = booking.contacts &&
    booking.customer && { ...booking.contacts, ...booking.customer };
  const phone = mainPhone(customer)?.phone;
  const [listed, facts, names] = await Promise.all([
    findListed(db, tenant.id, phone ? [phone] : []),
    state === "confirmed" ? readFactsToMove(member, booking, day) : null,
    namesOf(db, tenant.id, by ? [by] : []),
  ]);
  return (
    <div className="max-w-2xl">
      <Live on={[{ subject: "bookings", id: [id] }]} />
      <PageHeader
        title={booking.services?.name ?? "Booking"}
        description={<TextLink href={dayAddress(day)}>Back to the calendar</TextLink>}
        actions={
          <>
            <Badge tone={stateTones[state]}>{stateNames[state]}</Badge>
            {customer && <CallContact contact={customer} listed={listed} member={member} />}
          </>
        }
      />
      <div className="flex flex-col gap-6">
        <Card>
          <BookingDetails
            booking={booking}
            timeZone={tenant.time_zone}
            by={(by && names.get(by)) ?? null}
          />
          <BookingActions
            {...{ id, state }}
            sequence={booking.sequence}
            isOver={new Date(booking.starts_at) <= new Date()}
            notifies={booking.notifies}
          />
        </Card>
        {facts && (
          <Card title="Move" description="To another time, or to somebody else.">
            <MoveForm key={booking.sequence} {...{ booking, facts, starts }} known={day} />
          </Card>
        )}
      </div>
    </div>
  );
}
