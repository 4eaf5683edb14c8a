import { randomUUID } from "node:crypto";
import type { ReactNode } from "react";
import { LastNotes } from "@/components/call-lists/last-notes";
import { SkipDialog } from "@/components/call-lists/skip-dialog";
import { CallButton } from "@/components/calls/call-button";
import { OpenTasks } from "@/components/contacts/open-tasks";
import { PhoneNumber } from "@/components/contacts/phone-number";
import { Kbd } from "@/components/keys/kbd";
import { Composer } from "@/components/timeline/composer";
import { Avatar } from "@/components/ui/avatar";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import type { Member } from "@/lib/auth/member";
import { getContact } from "@/lib/contacts/store";
import { formatPhone, withExtension } from "@/lib/core/phone";
import { formatTime } from "@/lib/core/time";
import { findListed } from "@/lib/do-not-call/store";
import { listColleagues } from "@/lib/team/store";

/** Whom to call now: who it is, the number, what was last said, and what is still to be done. */
export async function ContactToCall({
  listId,
  entry,
  member,
  children,
}: {
  listId: string;
  entry: { id: string; contact_id: string; is_calling: boolean; attempts: number };
  member: Member;
  /** What to do once the contact was called, in place of calling. */
  children?: ReactNode;
}) {
  const { db, tenant } = member;
  const contact = await getContact(db, tenant.id, entry.contact_id);
  if (!contact) return null;
  const { id, name, company, profiles: owner, contact_phones: phones, time_zone: zone } = contact;
  const [listed, people] = await Promise.all([
    findListed(
      db,
      tenant.id,
      phones.map(({ phone }) => phone),
    ),
    listColleagues(db, tenant.id),
  ]);
  const main = phones.find(({ phone }) => !listed.has(phone));
  const others = phones.filter((phone) => phone !== main);
  const spoken = main && formatPhone(main.phone, tenant.country_code, main.extension);
  return (
    <div className="flex flex-col gap-6">
      <Card>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-4">
          <div className="flex min-w-0 flex-1 basis-56 items-center gap-3">
            <Avatar name={name} size="lg" />
            <div className="min-w-0">
              <h2 className="text-lg font-semibold tracking-tight break-words text-ink">
                <Link href={`/contacts/${id}`} className="rounded-sm hover:underline">
                  {name}
                </Link>
              </h2>
              <p className="text-sm break-words text-muted">
                {[
                  company,
                  owner && `Owner ${owner.name}`,
                  zone && `${formatTime(new Date(), zone)} there`,
                  entry.attempts > 0 && `Called ${times(entry.attempts)}`,
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </p>
            </div>
          </div>
          {children ?? (
            <div className="flex flex-wrap items-center gap-2">
              {main && (
                <CallButton
                  to={withExtension(main.phone, main.extension)}
                  spoken={spoken ?? ""}
                  name={name}
                  contactId={id}
                  entryId={entry.id}
                  face={`Call ${spoken}`}
                />
              )}
              <SkipDialog listId={listId} entryId={entry.id} name={name} />
              <span
                aria-hidden
                className="flex items-center gap-1 text-[13px] text-muted max-md:hidden"
              >
                <Kbd>c</Kbd> <Kbd>s</Kbd>
              </span>
            </div>
          )}
        </div>
        {!main && phones.length > 0 && (
          <p role="status" className="mt-4 text-sm text-ink">
            {phones.length === 1
              ? "This number is on your do-not-call list."
              : "All their numbers are on your do-not-call list."}
          </p>
        )}
        {others.length > 0 && (
          <ul aria-label="Other numbers" className="mt-4 flex flex-wrap gap-x-6 gap-y-2">
            {others.map(({ id: phoneId, phone, extension, label }) => (
              <li key={phoneId}>
                <PhoneNumber
                  phone={phone}
                  extension={extension}
                  label={label}
                  contact={contact}
                  member={member}
                  listed={listed.get(phone)}
                  inOneLine
                />
              </li>
            ))}
          </ul>
        )}
        <LastNotes contactId={id} member={member} />
        {/* Once they are called, what is said is written in the call bar. */}
        {!children && (
          <div className="mt-5 border-t border-line pt-4">
            <Composer
              contactId={id}
              contactName={contact.name}
              noteId={randomUUID()}
              taskId={randomUUID()}
              people={people}
              ownerId={member.user_id}
            />
          </div>
        )}
      </Card>
      <OpenTasks contactId={id} member={member} />
    </div>
  );
}

const times = (count: number) => (count === 1 ? "once" : `${count} times`);
