import { ArrowLeft, UserPlus } from "lucide-react";
import { CallButton } from "@/components/calls/call-button";
import { Live } from "@/components/live/live";
import { MarkRead } from "@/components/messages/mark-read";
import { MessageBubble } from "@/components/messages/message-bubble";
import { ThreadActions } from "@/components/messages/thread-actions";
import { ThreadFooter } from "@/components/messages/thread-footer";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { TextLink } from "@/components/ui/text-link";
import type { Member } from "@/lib/auth/member";
import type { Cursor } from "@/lib/call-log/cursor";
import { formatPhone, isWithheld } from "@/lib/core/phone";
import { findListed } from "@/lib/do-not-call/store";
import { findOptOuts, listMessages, type Thread } from "@/lib/messages/store";
import { nameOfNumber } from "@/lib/numbers/words";
import { listColleagues } from "@/lib/team/store";

const pageSize = 50;

/** A conversation: with whom, what was said, and the composer. */
export async function ThreadView({
  thread,
  member,
  before,
  found,
  around,
}: {
  thread: Thread;
  member: Member;
  before: Cursor | undefined;
  /** A message that a search has found: the page begins so that it is on it. */
  found?: string;
  around: { previous?: string; next?: string; back: string };
}) {
  const { db, tenant } = member;
  const { id, customer_number: number, contacts: contact, phone_numbers: line } = thread;
  const [people, { rows, next: older }, optOuts, listed] = await Promise.all([
    listColleagues(db, tenant.id, { former: true }),
    listMessages(db, tenant.id, id, { before, found, size: pageSize }),
    findOptOuts(db, tenant.id, [number]),
    findListed(db, tenant.id, [number]),
  ]);
  const names = new Map(people.map((person) => [person.user_id, person.name]));
  const spoken = formatPhone(number, tenant.country_code);
  const name = contact?.name ?? spoken;
  const isOut = optOuts.some(({ phone_number_id }) => phone_number_id === thread.phone_number_id);
  return (
    <Card
      flush
      className="flex min-h-0 flex-col max-lg:h-[calc(100dvh-9.5rem-var(--dock,0px))] max-lg:min-h-[24rem] [&>div]:flex [&>div]:min-h-0 [&>div]:flex-1 [&>div]:flex-col"
    >
      <Live
        on={[
          { subject: "messages", thread_id: [id] },
          { subject: "message_threads", id: [id] },
        ]}
      />
      {thread.unread_count > 0 && <MarkRead id={id} count={thread.unread_count} />}
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-3">
        <LinkButton href={around.back} size="sm" variant="ghost" className="lg:hidden">
          <ArrowLeft aria-hidden />
          <span className="sr-only">All messages</span>
        </LinkButton>
        <div className="min-w-0 flex-1">
          <h2 className="truncate text-[15px] font-semibold text-ink tabular-nums">
            {contact ? <TextLink href={`/contacts/${contact.id}`}>{name}</TextLink> : name}
          </h2>
          <p className="truncate text-[13px] text-muted tabular-nums">
            {[contact?.company, contact && spoken].filter(Boolean).join(" · ")}
            {contact && " · "}
            <span>to {nameOfNumber(line, tenant.country_code)}</span>
          </p>
        </div>
        <div className="flex items-center gap-1.5">
          {!contact && !isWithheld(number) && number.startsWith("+") && (
            <LinkButton href={`/contacts/new?phone=${encodeURIComponent(number)}`} size="sm">
              <UserPlus aria-hidden />
              Add contact
            </LinkButton>
          )}
          {number.startsWith("+") && !listed.has(number) && (
            <CallButton to={number} spoken={spoken} name={contact?.name} contactId={contact?.id} />
          )}
          <ThreadActions
            id={id}
            isClosed={thread.closed_at !== null}
            owner={thread.owner_id}
            people={people.filter(({ removed_at }) => removed_at === null)}
            me={member.user_id}
            {...around}
          />
        </div>
      </header>
      <section
        aria-label={`Messages with ${name}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
        tabIndex={0}
        className="flex min-h-0 flex-1 flex-col-reverse overflow-y-auto px-4 -outline-offset-2"
      >
        <ol className="flex flex-col gap-3 py-4">
          {older && (
            <li className="text-center">
              <TextLink href={`/messages/${id}?earlier=${encodeURIComponent(older)}`}>
                Earlier messages
              </TextLink>
            </li>
          )}
          {rows.toReversed().map((message) => (
            <MessageBubble
              key={message.id}
              message={message}
              member={member}
              writer={message.user_id ? names.get(message.user_id) : undefined}
              canAnswer={!isOut && line.removed_at === null}
            />
          ))}
        </ol>
      </section>
      <footer className="border-t border-line p-3">
        <ThreadFooter thread={thread} isOut={isOut} rows={rows} member={member} />
      </footer>
    </Card>
  );
}
