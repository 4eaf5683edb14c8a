import { cache } from "react";
import { Card } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import { requireMember } from "@/lib/auth/member";
import { callableNow, isPartOf, maxReach, shownCount } from "@/lib/call-lists/progress";
import { type CallList, readReach } from "@/lib/call-lists/store";
import { reachWords } from "@/lib/call-lists/words";

/** Looked up once a request, after the rest of the page. */
const reachOf = cache(async (id: string) => readReach((await requireMember()).db, id));

/** How many of a list may be called now; `waiting`: how many wait. */
export async function CallableNow({ id, waiting }: { id: string; waiting: number }) {
  const reach = await reachOf(id);
  return <> · {shownCount(callableNow(reach), isPartOf(reach, waiting))} can be called now</>;
}

/** Why people of a list wait. */
export async function ToCall({ list, waiting }: { list: CallList; waiting: number }) {
  const [{ tenant }, reach] = await Promise.all([requireMember(), reachOf(list.id)]);
  const isPart = isPartOf(reach, waiting);
  return (
    <Card
      title="To call"
      actions={<TextLink href={`/call-lists/${list.id}?show=waiting`}>Show</TextLink>}
    >
      <ul aria-label="To call" className="flex flex-col gap-1.5 text-sm">
        {reachWords(reach, list, tenant.time_zone).map(({ words, hint, entries }) => (
          <li key={words}>
            <span className="flex justify-between gap-3">
              <span className="text-ink">{words}</span>
              <span className="text-muted tabular-nums">{shownCount(entries, isPart)}</span>
            </span>
            {hint && <span className="block text-[13px] text-muted">{hint}</span>}
          </li>
        ))}
      </ul>
      <p className="mt-3 text-[13px] text-muted">
        {isPart && `Counted among the next ${maxReach.toLocaleString("en")}. `}
        Anyone who is on a call right now is counted too.
      </p>
    </Card>
  );
}
