"use client";

import { Plus, X } from "lucide-react";
import { useEditor } from "@/components/routing/editor-context";
import { keyed } from "@/components/routing/keyed";
import { SpanFields } from "@/components/routing/span-fields";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { TextField } from "@/components/ui/text-field";
import type { Hours } from "@/lib/routing/hours-schema";

type Fields = {
  hours: Hours;
  errorOf: (path: string) => string | undefined;
  onHours: (hours: Hours) => void;
};

/** Holidays, also those of each year, and days with hours of their own. */
export function SpecialDays(fields: Fields) {
  return (
    <>
      <Holidays {...fields} />
      <Exceptions {...fields} />
    </>
  );
}

const replaced = <Item,>(list: readonly Item[], index: number, item: Item): Item[] =>
  list.map((one, at) => (at === index ? item : one));
const without = <Item,>(list: readonly Item[], index: number): Item[] =>
  list.filter((_, at) => at !== index);

/** A day of each year is shown as one of this year. */
const isYearly = (day: string) => /^\d\d-\d\d$/.test(day);
const dateOf = (day: string) => (isYearly(day) ? `2024-${day}` : day);

function Holidays({ hours, errorOf, onHours }: Fields) {
  const { edits } = useEditor();
  const { holidays } = hours;
  const set = (next: Hours["holidays"]) => onHours({ ...hours, holidays: next });
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-1 text-sm font-semibold text-ink">Your own holidays</legend>
      {holidays.length === 0 && <p className="text-sm text-muted">None.</p>}
      {keyed(holidays).map(({ item: holiday, index, key }) => (
        <div key={key} className="flex flex-wrap items-end gap-2 border-b border-line pb-3">
          <TextField
            label="Day"
            type="date"
            className="w-40"
            error={errorOf(`hours.holidays.${index}.day`)}
            value={dateOf(holiday.day)}
            onChange={({ target }) => {
              const day = isYearly(holiday.day) ? target.value.slice(5) : target.value;
              set(replaced(holidays, index, { ...holiday, day }));
            }}
          />
          <TextField
            label="Holiday"
            className="min-w-36 flex-1"
            maxLength={60}
            autoComplete="off"
            value={holiday.name}
            onChange={({ target }) =>
              set(replaced(holidays, index, { ...holiday, name: target.value }))
            }
          />
          <label className="flex h-11 items-center gap-2 text-sm md:h-9">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={isYearly(holiday.day)}
              onChange={({ target }) => {
                const year = new Date().getFullYear();
                const day = target.checked
                  ? holiday.day.slice(5)
                  : holiday.day && `${year}-${holiday.day}`;
                set(replaced(holidays, index, { ...holiday, day }));
              }}
              disabled={holiday.day === ""}
            />
            Every year
          </label>
          {edits && (
            <IconButton
              label={`Remove holiday ${holiday.name || index + 1}`}
              onClick={() => set(without(holidays, index))}
            >
              <X aria-hidden />
            </IconButton>
          )}
        </div>
      ))}
      {edits && (
        <Button
          size="sm"
          className="self-start"
          onClick={() => set([...holidays, { day: "", name: "" }])}
        >
          <Plus aria-hidden className="size-4" />
          Add a holiday
        </Button>
      )}
    </fieldset>
  );
}

function Exceptions({ hours, errorOf, onHours }: Fields) {
  const { edits } = useEditor();
  const { exceptions } = hours;
  const set = (next: Hours["exceptions"]) => onHours({ ...hours, exceptions: next });
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-1 text-sm font-semibold text-ink">Other hours on one day</legend>
      {keyed(exceptions).map(({ item: exception, index, key }) => (
        <div key={key} className="flex flex-wrap items-end gap-2 border-b border-line pb-3">
          <TextField
            label="Day"
            type="date"
            className="w-40"
            error={errorOf(`hours.exceptions.${index}.day`)}
            value={exception.day}
            onChange={({ target }) =>
              set(replaced(exceptions, index, { ...exception, day: target.value }))
            }
          />
          <TextField
            label="Why"
            className="min-w-36 flex-1"
            maxLength={60}
            autoComplete="off"
            value={exception.name}
            onChange={({ target }) =>
              set(replaced(exceptions, index, { ...exception, name: target.value }))
            }
          />
          {edits && (
            <IconButton
              label={`Remove exception ${exception.name || index + 1}`}
              onClick={() => set(without(exceptions, index))}
            >
              <X aria-hidden />
            </IconButton>
          )}
          <div className="w-full">
            <SpanFields
              of={exception.name || `exception ${index + 1}`}
              path={`hours.exceptions.${index}.spans`}
              spans={exception.spans}
              errorOf={errorOf}
              onSpans={(spans) => set(replaced(exceptions, index, { ...exception, spans }))}
            />
          </div>
        </div>
      ))}
      {edits && (
        <Button
          size="sm"
          className="self-start"
          onClick={() => set([...exceptions, { day: "", name: "", spans: [] }])}
        >
          <Plus aria-hidden className="size-4" />
          Add other hours
        </Button>
      )}
    </fieldset>
  );
}
