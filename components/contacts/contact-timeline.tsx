import { randomUUID } from "node:crypto";
import { History } from "lucide-react";
import { Composer } from "@/components/timeline/composer";
import { Timeline } from "@/components/timeline/timeline";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterLinks } from "@/components/ui/filter-links";
import { Pager } from "@/components/ui/pager";
import type { Member } from "@/lib/auth/member";
import { readCursor } from "@/lib/call-log/cursor";
import type { Contact } from "@/lib/contacts/store";
import type { NumberOfCall } from "@/lib/numbers/words";
import type { listColleagues } from "@/lib/team/store";
import { listTimeline, pinnedNoteOf } from "@/lib/timeline/list";
import { kindNames, type Shown, timelineAddress } from "@/lib/timeline/schema";

const pageSize = 25;

/** The centre of a contact's page: what to write, and everything that happened, newest first. */
export async function ContactTimeline({
  contact,
  member,
  numbers,
  everyone,
  listed,
  show,
  before,
}: {
  contact: Contact;
  member: Member;
  numbers: NumberOfCall[];
  /** The company's people, former ones too. */
  everyone: Awaited<ReturnType<typeof listColleagues>>;
  listed: { has(number: string): boolean };
  show?: Shown;
  before?: string;
}) {
  const { db, tenant, user_id } = member;
  const cursor = readCursor(before);
  const asked = { db, tenantId: tenant.id, contactId: contact.id, before: cursor, size: pageSize };
  const [{ rows, next }, pinned] = await Promise.all([
    listTimeline(asked, show),
    !cursor && (!show || show === "notes") ? pinnedNoteOf(db, tenant.id, contact.id) : null,
  ]);
  const phones = contact.contact_phones.map(({ phone }) => phone);
  const callable = new Set(phones.filter((phone) => !listed.has(phone)));
  const around = {
    contact,
    numbers,
    people: new Map(everyone.map((person) => [person.user_id, person.name])),
    callable,
    now: new Date(),
  };
  const links = [
    { href: timelineAddress(contact.id), label: "All", current: !show },
    ...Object.entries(kindNames).map(([kind, label]) => ({
      href: timelineAddress(contact.id, kind),
      label,
      current: show === kind,
    })),
  ];
  return (
    <div className="min-w-0">
      <Card className="mb-4">
        <Composer
          contactId={contact.id}
          contactName={contact.name}
          noteId={randomUUID()}
          taskId={randomUUID()}
          people={everyone.filter(({ removed_at }) => !removed_at)}
          ownerId={user_id}
        />
      </Card>
      <div className="mb-4 max-w-full overflow-x-auto">
        <FilterLinks label="Show" links={links} />
      </div>
      <Card flush className="[&_ol:first-child]:border-t-0 [&_section:first-child]:border-t-0">
        {rows.length > 0 || pinned ? (
          <Timeline entries={rows} pinned={pinned} member={member} around={around} />
        ) : (
          <EmptyState icon={<History />} title={cursor ? "Nothing older" : nothing[show ?? "all"]}>
            {!cursor &&
              (callable.size > 0
                ? "Call, or write a note above: everything with this contact comes here."
                : "Write a note above: everything with this contact comes here.")}
          </EmptyState>
        )}
      </Card>
      <Pager
        label="Pages of the timeline"
        first={cursor ? { href: timelineAddress(contact.id, show), label: "Newest" } : undefined}
        next={next ? { href: timelineAddress(contact.id, show, next), label: "Older" } : undefined}
      />
    </div>
  );
}

const nothing: Record<Shown | "all", string> = {
  all: "Nothing has happened yet",
  calls: "No calls yet",
  messages: "No messages yet",
  notes: "No notes yet",
  tasks: "No tasks yet",
  bookings: "No bookings yet",
  changes: "No changes yet",
};
