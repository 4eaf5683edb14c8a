import { Suspense } from "react";
import { ToCall } from "@/components/call-lists/reach";
import { Card } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import { type Figure, peopleOf, progressOf, reasonsOf, resultsOf } from "@/lib/call-lists/progress";
import type { CallList } from "@/lib/call-lists/store";
import { reasonWords, rulesWords } from "@/lib/call-lists/words";

/** What came of a list so far: by outcome, by person, and why people wait or were skipped. */
export function Results({
  list,
  figures,
  labels,
  names,
}: {
  list: CallList;
  figures: Figure[];
  /** Outcomes by id. */
  labels: ReadonlyMap<string, string>;
  /** People by id. */
  names: ReadonlyMap<string, string>;
}) {
  const progress = progressOf(figures);
  const people = peopleOf(figures, labels);
  const link = (show: string) => `/call-lists/${list.id}?show=${show}`;
  return (
    <div className="flex flex-col gap-6">
      <Card title="Results">
        {progress.done === 0 && <p className="text-sm text-muted">Nobody has been called yet.</p>}
        {progress.done > 0 && (
          <>
            <Counts label="Results by outcome" counts={resultsOf(figures, labels)} />
            <h3 className="mt-5 mb-2 text-[13px] font-medium text-muted">By person</h3>
            <ul aria-label="Results by person" className="flex flex-col gap-2 text-sm">
              {people.map(({ person, done, results }) => (
                <li key={person ?? "nobody"}>
                  <span className="flex justify-between gap-3 text-ink">
                    {(person && names.get(person)) ?? "Someone"}
                    <span className="tabular-nums">{done}</span>
                  </span>
                  <span className="block text-[13px] text-muted">
                    {results.map(([words, count]) => `${words} ${count}`).join(" · ")}
                  </span>
                </li>
              ))}
            </ul>
          </>
        )}
      </Card>
      {progress.waiting > 0 && (
        <Suspense>
          <ToCall list={list} waiting={progress.waiting} />
        </Suspense>
      )}
      {progress.skipped > 0 && (
        <Card title="Skipped" actions={<TextLink href={link("skipped")}>Show</TextLink>}>
          <Counts label="Skipped, by reason" counts={worded(reasonsOf(figures, "skipped"))} />
        </Card>
      )}
      <Card title="Who is called when">
        <ul className="flex flex-col gap-1.5 text-sm text-muted">
          {rulesWords(list).map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      </Card>
    </div>
  );
}

const worded = (reasons: [string | null, number][]) =>
  reasons.map(([reason, count]): [string, number] => [reasonWords(reason), count]);

function Counts({ label, counts }: { label: string; counts: [string, number][] }) {
  return (
    <ul aria-label={label} className="flex flex-col gap-1.5 text-sm">
      {counts.map(([words, count]) => (
        <li key={words} className="flex justify-between gap-3">
          <span className="text-ink">{words}</span>
          <span className="text-muted tabular-nums">{count.toLocaleString("en")}</span>
        </li>
      ))}
    </ul>
  );
}
