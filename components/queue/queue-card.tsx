import { TakeForm } from "@/components/queue/take-form";
import { WaitTimer } from "@/components/queue/wait-timer";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import type { Member } from "@/lib/auth/member";
import { formatPhone } from "@/lib/core/phone";
import { type Queue, type Waiting, waitingWords } from "@/lib/queue/board";
import type { Person } from "@/lib/routing/people";

/** Who waits in a queue, the next first. */
export function QueueCard({
  queue,
  people,
  member,
  now,
}: {
  queue: Queue;
  people: readonly Person[];
  member: Member;
  now: Date;
}) {
  const nameOf = (user: string) =>
    people.find(({ user_id }) => user_id === user)?.name ?? "a colleague";
  return (
    <Card title={queue.name} flush>
      <ol aria-label={`Callers in ${queue.name}`} className="divide-y divide-line">
        {queue.callers.map((caller) => (
          <Caller
            key={caller.row.call_id}
            caller={caller}
            words={waitingWords(caller.row, nameOf, now)}
            member={member}
          />
        ))}
      </ol>
    </Card>
  );
}

function Caller({
  caller: { row, position, waited_seconds },
  words,
  member,
}: {
  caller: Waiting;
  words: string;
  member: Member;
}) {
  const { customer_number, contacts } = row.calls;
  const number = formatPhone(customer_number, member.tenant.country_code);
  const name = contacts?.name ?? number;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3">
      <span className="w-6 shrink-0 text-center text-lg font-semibold text-muted tabular-nums">
        {position ?? "–"}
      </span>
      <span className="min-w-0 flex-1">
        <Link
          href={contacts ? `/contacts/${contacts.id}` : `/calls/${row.call_id}`}
          prefetch={false}
          className="block truncate font-medium text-ink tabular-nums hover:underline"
        >
          {name}
        </Link>
        <span className="block truncate text-[13px] text-muted">
          {contacts?.company ? `${words} · ${contacts.company}` : words}
        </span>
      </span>
      <WaitTimer key={waited_seconds} startedAt={waited_seconds} />
      {position !== null && <TakeForm callId={row.call_id} caller={name} />}
    </li>
  );
}
