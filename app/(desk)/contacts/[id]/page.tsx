import type { Metadata } from "next";
import { Suspense } from "react";
import { contactOf } from "@/app/(desk)/contacts/[id]/contact-of";
import { UndoBlock } from "@/components/blocking/undo-block";
import { ComingBookings } from "@/components/booking/coming-bookings";
import { CallFrom } from "@/components/calls/call-from";
import { ArchiveButton, ArchivedNotice } from "@/components/contacts/archive";
import { ContactCard } from "@/components/contacts/contact-card";
import { ContactHeader } from "@/components/contacts/contact-header";
import { ContactTimeline } from "@/components/contacts/contact-timeline";
import { EditInPlace } from "@/components/contacts/edit-in-place";
import { OpenTasks } from "@/components/contacts/open-tasks";
import { Live } from "@/components/live/live";
import { MergedNotice } from "@/components/merges/merged-notice";
import { UndoDone } from "@/components/tasks/undo-done";
import { requireMember } from "@/lib/auth/member";
import { findBlocked } from "@/lib/blocking/store";
import { flatten } from "@/lib/contacts/decide";
import { formContact } from "@/lib/contacts/form-contact";
import { readContactOptions } from "@/lib/contacts/options";
import { toForm } from "@/lib/contacts/saved";
import { listSharers } from "@/lib/contacts/store";
import { findListed } from "@/lib/do-not-call/store";
import { MergedQuery } from "@/lib/merges/schema";
import { readMerge } from "@/lib/merges/store";
import { findOptOuts } from "@/lib/messages/store";
import { listCallerNumbers } from "@/lib/numbers/store";
import { nameOfNumber } from "@/lib/numbers/words";
import { listColleagues } from "@/lib/team/store";
import { TimelineQuery } from "@/lib/timeline/schema";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, unknown>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await contactOf((await params).id)).name };
}

export default async function ContactPage({ params, searchParams }: Props) {
  const member = await requireMember();
  const contact = await contactOf((await params).id);
  const query = await searchParams;
  const { show, before } = TimelineQuery.parse(query);
  const { merged } = MergedQuery.parse(query);
  const { db, tenant } = member;
  const phones = contact.contact_phones.map(({ phone }) => phone);
  const people = listColleagues(db, tenant.id, { former: true });
  const optedOut = findOptOuts(db, tenant.id, phones);
  const [sharers, listed, blocked, numbers, options, everyone, merge] = await Promise.all([
    listSharers(db, tenant.id, contact),
    findListed(db, tenant.id, phones),
    findBlocked(db, tenant.id, phones),
    listCallerNumbers(db, contact.id),
    readContactOptions(member, contact, people),
    people,
    merged ? readMerge(db, tenant.id, contact.id, merged) : null,
  ]);
  const shown = phones.length > 0 ? numbers.filter(({ removed }) => !removed) : [];
  const about = { contact_id: [contact.id] };
  return (
    <>
      <Live
        on={[
          { subject: "contacts", id: [contact.id] },
          { subject: "contact_imports" },
          { subject: "calls", ...about },
          { subject: "voicemails" },
          { subject: "logged_calls", ...about },
          { subject: "messages", ...about },
          { subject: "message_threads", ...about },
          { subject: "notes", ...about },
          { subject: "tasks", ...about },
          { subject: "bookings", ...about },
        ]}
      />
      <UndoDone />
      <UndoBlock />
      <CallFrom
        numbers={shown.map(({ id, chosen, ...number }) => ({
          id,
          chosen,
          label: nameOfNumber(number, tenant.country_code),
        }))}
      >
        {merge && (
          <div className="mb-4">
            <MergedNotice merge={merge} />
          </div>
        )}
        {contact.archived_at && (
          <div className="mb-4">
            <ArchivedNotice
              id={contact.id}
              since={contact.archived_at}
              timeZone={tenant.time_zone}
            />
          </div>
        )}
        <ContactHeader contact={contact} member={member} listed={listed} />
        <div className="mt-6 grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[minmax(0,1fr)_19rem] lg:items-start">
          <aside aria-label="About" className="flex flex-col gap-6 lg:order-2">
            <EditInPlace
              contact={formContact(contact, tenant.country_code)}
              loaded={flatten(toForm(contact))}
              options={options}
            >
              <ContactCard
                contact={contact}
                fields={options.fields}
                sharers={sharers}
                listed={listed}
                blocked={blocked}
                optedOut={new Set((await optedOut).map(({ number }) => number))}
                member={member}
                now={new Date()}
              />
            </EditInPlace>
            <Suspense>
              <OpenTasks contactId={contact.id} member={member} />
            </Suspense>
            <Suspense>
              <ComingBookings contactId={contact.id} member={member} />
            </Suspense>
            {!contact.archived_at && <ArchiveButton id={contact.id} />}
          </aside>
          <ContactTimeline
            contact={contact}
            member={member}
            numbers={numbers}
            everyone={everyone}
            listed={listed}
            show={show}
            before={before}
          />
        </div>
      </CallFrom>
    </>
  );
}
