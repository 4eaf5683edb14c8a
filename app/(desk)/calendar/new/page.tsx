import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { BookingForm } from "@/components/booking/booking-form";
import { ChooseCustomer } from "@/components/booking/choose-customer";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { requireMember } from "@/lib/auth/member";
import { findCustomers, readFactsAround, startOf } from "@/lib/booking/new";
import { NewBookingQuery } from "@/lib/booking/schema";
import { dayName } from "@/lib/booking/words";
import { dayOf, formatTime, momentOf } from "@/lib/core/time";
import { addresseeOf } from "@/lib/messages/addressee";

export const metadata: Metadata = { title: "New booking" };

export default async function NewBookingPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>;
}) {
  const member = await requireMember();
  const { db, tenant } = member;
  const {
    contact: contactId,
    staff,
    service,
    at,
    q,
    fresh,
  } = NewBookingQuery.parse(await searchParams);
  const contact = contactId ? await addresseeOf(db, tenant.id, contactId) : null;
  const keeps = {
    ...(at && { at }),
    ...(staff && { staff }),
    ...(service && { service }),
  };
  const starts = startOf(at, new Date(), tenant.time_zone);
  const moment = at ? momentOf(starts, tenant.time_zone) : null;
  const clock = moment && formatTime(new Date(moment), tenant.time_zone);
  const when = clock ? `${dayName(starts.slice(0, 10))}, ${clock}. ` : "";
  if (!contact && fresh === undefined) {
    return (
      <div className="max-w-2xl">
        <PageHeader title="New booking" description={`${when}Who is it for?`} />
        <Card flush>
          <ChooseCustomer query={q} found={await findCustomers(member, q)} keeps={keeps} />
        </Card>
      </div>
    );
  }
  const known = starts.slice(0, 10) || dayOf(new Date(), tenant.time_zone);
  const facts = await readFactsAround(db, known, tenant.time_zone);
  const other = new URLSearchParams(keeps);
  return (
    <div className="max-w-2xl">
      <PageHeader
        title="New booking"
        description={
          <>
            For {contact ? contact.name : "somebody new"}{" "}
            <TextLink href={`/calendar/new?${other}`}>Change</TextLink>
          </>
        }
      />
      <Card>
        <BookingForm
          id={randomUUID()}
          contact={contact}
          facts={facts}
          known={known}
          chosen={{ service_id: service, staff_id: staff, starts }}
        />
      </Card>
    </div>
  );
}
