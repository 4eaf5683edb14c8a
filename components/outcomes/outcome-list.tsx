import { ChevronDown, ChevronUp } from "lucide-react";
import type { ReactNode } from "react";
import { OutcomeFields, type Stage } from "@/components/outcomes/outcome-fields";
import { EditOutcome } from "@/components/outcomes/outcome-forms";
import { Form } from "@/components/ui/form";
import { SubmitButton } from "@/components/ui/submit-button";
import { archiveOutcome, moveOutcome, restoreOutcome } from "@/lib/dispositions/actions";
import { followUpSentence } from "@/lib/dispositions/follow-up";
import type { Disposition } from "@/lib/dispositions/store";

const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/** A company's outcomes in their order; with `edits` they can be changed, moved and archived. */
export function OutcomeList({
  outcomes,
  stages,
  edits,
}: {
  outcomes: Disposition[];
  stages: Stage[];
  edits: boolean;
}) {
  const taken = new Set(outcomes.map(({ key }) => key));
  return (
    <ol aria-label="Outcomes" className="divide-y divide-line">
      {outcomes.map((outcome, index) => {
        const { id, label, key } = outcome;
        const keys = digits.filter((digit) => digit === key || !taken.has(digit));
        return (
          <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-5 py-2.5">
            <kbd
              aria-label={key === null ? "No key" : `Key ${key}`}
              className="inline-flex size-6 shrink-0 items-center justify-center rounded border border-line font-sans text-xs text-muted"
            >
              {key ?? "–"}
            </kbd>
            <span className="min-w-40 flex-1">
              <span className="block font-medium text-ink">{label}</span>
              <span className="block text-[13px] text-muted">
                {followUpSentence(outcome) ?? "Nothing follows"}
              </span>
            </span>
            {edits && (
              <span className="flex items-center">
                <Move id={id} way="up" label={`Move ${label} up`} disabled={index === 0}>
                  <ChevronUp aria-hidden className="size-4" />
                </Move>
                <Move
                  id={id}
                  way="down"
                  label={`Move ${label} down`}
                  disabled={index === outcomes.length - 1}
                >
                  <ChevronDown aria-hidden className="size-4" />
                </Move>
                <EditOutcome id={id} label={label}>
                  <OutcomeFields outcome={outcome} keys={keys} stages={stages} />
                </EditOutcome>
                <Form action={archiveOutcome} className="contents">
                  <input type="hidden" name="id" value={id} />
                  <SubmitButton variant="ghost" size="sm" aria-label={`Archive ${label}`}>
                    Archive
                  </SubmitButton>
                </Form>
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function Move({
  id,
  way,
  label,
  disabled,
  children,
}: {
  id: string;
  way: "up" | "down";
  label: string;
  disabled: boolean;
  children: ReactNode;
}) {
  return (
    <Form action={moveOutcome} className="contents">
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="way" value={way} />
      <SubmitButton variant="ghost" size="sm" aria-label={label} title={label} disabled={disabled}>
        {children}
      </SubmitButton>
    </Form>
  );
}

/** Outcomes that cannot be chosen any more, each with the way back. */
export function ArchivedOutcomes({ outcomes }: { outcomes: Disposition[] }) {
  return (
    <ul aria-label="Archived outcomes" className="divide-y divide-line">
      {outcomes.map(({ id, label }) => (
        <li key={id} className="flex items-center gap-3 px-5 py-2.5">
          <span className="flex-1 text-muted">{label}</span>
          <Form action={restoreOutcome} className="contents">
            <input type="hidden" name="id" value={id} />
            <SubmitButton variant="ghost" size="sm" aria-label={`Restore ${label}`}>
              Restore
            </SubmitButton>
          </Form>
        </li>
      ))}
    </ul>
  );
}
