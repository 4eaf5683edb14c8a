import { CircleCheck, CirclePause, Clock, PhoneCall } from "lucide-react";
import type { ReactNode } from "react";
import { ContactToCall } from "@/components/call-lists/contact-to-call";
import { NextForm } from "@/components/call-lists/next-form";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/text-link";
import { atLeast, type Member } from "@/lib/auth/member";
import { reasonWords, resultWords } from "@/lib/call-lists/words";
import type { Work as WorkState } from "@/lib/call-lists/work";
import { formatWhen } from "@/lib/core/time";
import { askAnAdmin } from "@/lib/team/admins";

/** Where a person stands in a list, and what is next: call, say the outcome, go on, or why not. */
export async function Work({
  list,
  state: { own, last },
  due,
  labels,
  member,
}: {
  list: { id: string; state: string };
  state: WorkState;
  /** As nextDue gives it. */
  due: string | null;
  labels: ReadonlyMap<string, string>;
  member: Member;
}) {
  if (own) {
    const after = own.stage && (
      <div className="flex flex-col gap-2 sm:items-end">
        {own.stage.stage === "ended" ? (
          <NextForm listId={list.id} words="Next contact" />
        ) : (
          <p className="text-sm text-muted">Say in the bar below what came of it.</p>
        )}
      </div>
    );
    return (
      <ContactToCall listId={list.id} entry={own} member={member}>
        {after || undefined}
      </ContactToCall>
    );
  }
  const before = last && <Before last={last} labels={labels} member={member} />;
  if (list.state === "paused") {
    return (
      <State icon={<CirclePause />} title="This list is paused" before={before}>
        Nobody gets another contact until it is resumed.
      </State>
    );
  }
  if (list.state === "finished") {
    return (
      <State icon={<CircleCheck />} title="Everyone on this list is done" before={before}>
        The results are beside.
      </State>
    );
  }
  if (due === "now") {
    const words = last ? "Next contact" : "Start calling";
    return (
      <State
        icon={<PhoneCall />}
        title={last ? "Ready for the next" : "Ready to call"}
        before={before}
        action={<NextForm key={last?.id} listId={list.id} words={words} />}
      >
        You get one contact at a time, and nobody else gets the same.
      </State>
    );
  }
  if (due === "not_allowed") {
    return (
      <State icon={<Clock />} title="Nobody can be called right now" before={before}>
        Calls to the numbers of those who wait aren't allowed.{" "}
        {atLeast(member, "admin") ? (
          <TextLink href="/settings/calling" className="underline">
            Allow countries
          </TextLink>
        ) : (
          await askAnAdmin(member)
        )}
      </State>
    );
  }
  return (
    <State
      icon={<Clock />}
      title={due ? "Nobody can be called right now" : "The last ones are being called"}
      before={before}
    >
      {due
        ? `The next is due ${formatWhen(due, member.tenant.time_zone)}.`
        : "Your colleagues have the remaining contacts."}
    </State>
  );
}

function State({
  before,
  ...state
}: {
  icon: ReactNode;
  title: string;
  before: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Card flush>
      {before}
      <EmptyState {...state} />
    </Card>
  );
}

/** What has become of the contact before. */
function Before({
  last,
  labels,
  member,
}: {
  last: NonNullable<WorkState["last"]>;
  labels: ReadonlyMap<string, string>;
  member: Member;
}) {
  const { state, reason, next_attempt_at: next } = last;
  const again = state === "waiting" && `, again ${formatWhen(next, member.tenant.time_zone)}`;
  const words = state === "skipped" ? `Skipped: ${reasonWords(reason)}` : resultWords(last, labels);
  return (
    <p role="status" className="border-b border-line bg-sunken px-5 py-3 text-sm text-ink">
      <span className="font-medium">{last.contacts.name}</span>: {words}
      {again}
    </p>
  );
}
