import { randomUUID } from "node:crypto";
import { PhoneCall } from "lucide-react";
import type { Metadata } from "next";
import { contactOf } from "@/app/(desk)/contacts/[id]/contact-of";
import { CallTimeline } from "@/components/calls/call-timeline";
import { ContactCard } from "@/components/contacts/contact-card";
import { Live } from "@/components/live/live";
import { NoteComposer } from "@/components/notes/note-composer";
import { NoteEntry } from "@/components/notes/note-entry";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Pager } from "@/components/ui/pager";
import { requireMember } from "@/lib/auth/member";
import { readCursor } from "@/lib/call-log/cursor";
import { listCalls } from "@/lib/call-log/list";
import { listSharers } from "@/lib/contacts/store";
import { findListed } from "@/lib/do-not-call/store";
import { lastNoteOf } from "@/lib/notes/call-note";
import { listCallerNumbers } from "@/lib/numbers/store";

const pageSize = 20;

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ before?: string | string[] }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await contactOf((await params).id)).name };
}

export default async function ContactPage({ params, searchParams }: Props) {
  const member = await requireMember();
  const contact = await contactOf((await params).id);
  const before = readCursor((await searchParams).before);
  const { db, tenant } = member;
  const filters = { contact: contact.id };
  const page = { before, size: pageSize };
  const numbers = contact.contact_phones.map(({ phone }) => phone);
  const [{ rows, next }, sharers, listed, own, note] = await Promise.all([
    listCalls(db, tenant.id, filters, tenant.time_zone, page),
    listSharers(db, tenant.id, contact),
    findListed(db, tenant.id, numbers),
    listCallerNumbers(db, contact.id),
    lastNoteOf(db, tenant.id, contact.id),
  ]);
  const callable = numbers.some((number) => !listed.has(number));
  const here = `/contacts/${contact.id}`;

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[20rem_minmax(0,1fr)] lg:items-start">
      <Live
        on={[
          { subject: "contacts", id: [contact.id] },
          { subject: "calls", contact_id: [contact.id] },
          { subject: "notes", contact_id: [contact.id] },
        ]}
      />
      <ContactCard
        contact={contact}
        sharers={sharers}
        listed={listed}
        member={member}
        own={own.filter(({ removed }) => !removed)}
      />
      <div>
        <Card className="mb-6">
          <NoteComposer id={randomUUID()} contactId={contact.id} />
          {note && (
            <div className="mt-4 flex gap-3">
              <NoteEntry note={note} member={member} />
            </div>
          )}
        </Card>
        <Card title="Calls" flush className="min-w-0">
          {rows.length > 0 ? (
            <div className="border-t border-line">
              <CallTimeline calls={rows} contact={contact} member={member} numbers={own} />
            </div>
          ) : (
            <EmptyState icon={<PhoneCall />} title={before ? "No older calls" : "No calls yet"}>
              {!before &&
                callable &&
                "Click the phone icon next to a number. The call will be here, with its recording."}
            </EmptyState>
          )}
        </Card>
        <Pager
          label="Pages of calls"
          first={before ? { href: here, label: "Newest calls" } : undefined}
          next={next ? { href: `${here}?before=${next}`, label: "Older calls" } : undefined}
        />
      </div>
    </div>
  );
}
