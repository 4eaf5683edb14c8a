"use client";

import { CornerDownRight } from "lucide-react";
import { AddStep } from "@/components/routing/add-step";
import { useEditor } from "@/components/routing/editor-context";
import { StepCard } from "@/components/routing/step-card";
import { stepWords } from "@/lib/routing/branches";
import { start } from "@/lib/routing/edit/draft";
import type { Way } from "@/lib/routing/edit/outline";

/** The steps of a route in the order in which a call takes them, branches indented. */
export function RouteOutline() {
  const { route, outline, edits } = useEditor();
  const { first } = route;
  const begins = first !== null && Object.hasOwn(route.steps, first);
  return (
    <div className="flex flex-col gap-6">
      <ol aria-label="Steps" className="flex flex-col gap-2">
        {begins && <Chain id={first} />}
        {!begins && (
          <li className="rounded-xl border border-dashed border-field-line p-5 text-sm text-muted">
            <p className="mb-3">A call begins with the first step.</p>
            {edits && <AddStep place={start} after="at the beginning" />}
          </li>
        )}
      </ol>
      {outline.loose.length > 0 && (
        <section aria-label="Not reached">
          <h2 className="mb-2 text-sm font-medium text-muted">No branch leads to these</h2>
          <ol className="flex flex-col gap-2">
            {outline.loose.map((id) => (
              <Chain key={id} id={id} />
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}

/** A step and what follows it: straight on below it, or each branch of several indented. */
function Chain({ id }: { id: string }) {
  const { outline } = useEditor();
  const ways = outline.ways.get(id) ?? [];
  const [only] = ways;
  if (only && ways.length === 1) {
    return (
      <>
        <li className="flex flex-col gap-2">
          <StepCard id={id} />
          <WayLine way={only} from={id} />
        </li>
        {only.place === "below" && only.to !== null && <Chain id={only.to} />}
      </>
    );
  }
  return (
    <li>
      <StepCard id={id} />
      {ways.length > 0 && (
        <ul className="mt-2 ml-2 flex flex-col gap-3 border-l-2 border-line pl-3 sm:ml-4 sm:pl-5">
          {ways.map((way) => (
            <li key={way.branches[0]} className="flex flex-col gap-2">
              <WayLine way={way} from={id} />
              {way.place === "below" && way.to !== null && (
                <ol className="flex flex-col gap-2">
                  <Chain id={way.to} />
                </ol>
              )}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** When a call goes this way, and where to. */
function WayLine({ way, from }: { way: Way; from: string }) {
  const { route, outline, goTo, edits, isOpen } = useEditor();
  const { to, words, place, branches } = way;
  const target = to === null ? undefined : route.steps[to];
  return (
    <div className="flex min-h-6 flex-wrap items-center gap-x-2 gap-y-1 text-[13px] text-muted">
      <CornerDownRight aria-hidden className="size-3.5 shrink-0 text-faint" />
      <span className="first-letter:uppercase">{words}</span>
      {place === "elsewhere" && target && to !== null && (
        <button
          type="button"
          onClick={() => goTo(to)}
          className="min-h-8 rounded-sm font-medium text-accent-text underline-offset-4 hover:underline md:min-h-0"
        >
          → {outline.order.indexOf(to) + 1}. {stepWords(target)}
        </button>
      )}
      {(place === "nowhere" || place === "gone") && (
        <>
          <span className="font-medium text-danger-text">leads nowhere</span>
          {edits && !isOpen(from) && branches[0] !== undefined && (
            <AddStep place={{ step: from, branch: branches[0] }} after={words} />
          )}
        </>
      )}
    </div>
  );
}
