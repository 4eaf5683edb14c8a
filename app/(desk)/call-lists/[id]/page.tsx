import type { Metadata } from "next";
import { Suspense } from "react";
import { callListOf } from "@/app/(desk)/call-lists/[id]/call-list-of";
import { ListActions } from "@/components/call-lists/list-actions";
import { People } from "@/components/call-lists/people";
import { ProgressLine } from "@/components/call-lists/progress";
import { CallableNow } from "@/components/call-lists/reach";
import { Results } from "@/components/call-lists/results";
import { Work } from "@/components/call-lists/work";
import { Live } from "@/components/live/live";
import { Badge } from "@/components/ui/badge";
import { requireMember } from "@/lib/auth/member";
import { mayChange } from "@/lib/call-lists/may-change";
import { readNames } from "@/lib/call-lists/names";
import { progressOf } from "@/lib/call-lists/progress";
import { CallListQuery } from "@/lib/call-lists/schema";
import { readFigures } from "@/lib/call-lists/store";
import { stateNames } from "@/lib/call-lists/words";
import { nextDue, readWork } from "@/lib/call-lists/work";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, unknown>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await callListOf((await params).id)).name };
}

export default async function CallListPage({ params, searchParams }: Props) {
  const member = await requireMember();
  const { db, tenant, user_id } = member;
  const list = await callListOf((await params).id);
  const { show, after } = CallListQuery.parse(await searchParams);
  const [figures, { labels, names }, work, due] = await Promise.all([
    readFigures(db, [list.id]),
    readNames(db, tenant.id),
    readWork(db, tenant.id, list.id, user_id),
    nextDue(db, tenant.id, list.id, new Date()),
  ]);
  const progress = progressOf(figures);
  return (
    <>
      <Live
        on={[
          { subject: "call_lists", id: [list.id] },
          { subject: "call_list_entries", list_id: [list.id] },
          { subject: "calls", user_id: [user_id] },
        ]}
      />
      <header className="mb-6 flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
        <div className="min-w-0">
          <h1 className="flex flex-wrap items-center gap-2 text-xl font-semibold tracking-tight break-words text-ink">
            {list.name}
            {list.state !== "active" && <Badge>{stateNames[list.state]}</Badge>}
          </h1>
          <div className="mt-1">
            <ProgressLine progress={progress}>
              {progress.waiting > 0 && (
                <Suspense>
                  <CallableNow id={list.id} waiting={progress.waiting} />
                </Suspense>
              )}
            </ProgressLine>
          </div>
        </div>
        {mayChange(list, member) && (
          <div className="flex flex-wrap items-center gap-2">
            <ListActions id={list.id} name={list.name} state={list.state} />
          </div>
        )}
      </header>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[minmax(0,1fr)_19rem] lg:items-start">
        <div className="flex flex-col gap-6">
          <section aria-label="Now">
            <Work list={list} state={work} due={due} labels={labels} member={member} />
          </section>
          {show && (
            <People
              listId={list.id}
              state={show}
              after={after}
              labels={labels}
              names={names}
              member={member}
            />
          )}
        </div>
        <aside aria-label="Results">
          <Results list={list} figures={figures} labels={labels} names={names} />
        </aside>
      </div>
    </>
  );
}
