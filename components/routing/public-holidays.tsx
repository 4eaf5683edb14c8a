"use client";

import { useEffect, useState } from "react";
import { SelectField } from "@/components/ui/select-field";
import { countryName } from "@/lib/core/country";
import { dayOf, knownZone } from "@/lib/core/time";
import { holidayCountries, nextHolidays } from "@/lib/holidays/dates";
import { dateWords } from "@/lib/holidays/words";
import type { Hours } from "@/lib/routing/hours-schema";

type Chosen = Hours["public_holidays"];

const choices = holidayCountries
  .map((code) => ({ code, name: countryName(code) }))
  .toSorted((one, other) => one.name.localeCompare(other.name, "en"));

/** A country's public holidays on which it is closed, by the dates of the next twelve months. */
export function PublicHolidays({
  timeZone,
  chosen,
  onChosen,
}: {
  timeZone: string;
  chosen: Chosen;
  onChosen: (chosen: Chosen) => void;
}) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-1 text-sm font-semibold text-ink">Public holidays</legend>
      <SelectField
        label="Closed on the public holidays of"
        className="sm:max-w-sm"
        hint="Every year. Untick the days on which you are open; add those of your state or city below."
        value={chosen?.country ?? ""}
        onChange={({ target }) =>
          onChosen(target.value ? { country: target.value, open_on: [] } : undefined)
        }
      >
        <option value="">No country</option>
        {choices.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </SelectField>
      {chosen && <Dates timeZone={timeZone} chosen={chosen} onChosen={onChosen} />}
    </fieldset>
  );
}

function Dates({
  timeZone,
  chosen,
  onChosen,
}: {
  timeZone: string;
  chosen: NonNullable<Chosen>;
  onChosen: (chosen: Chosen) => void;
}) {
  const [today, setToday] = useState<string>();
  useEffect(() => setToday(dayOf(new Date(), knownZone(timeZone))), [timeZone]);
  if (!today) return null;
  const { country, open_on } = chosen;
  return (
    <ul
      aria-label={`Public holidays: ${countryName(country)}`}
      className="grid gap-x-6 sm:grid-cols-2"
    >
      {nextHolidays(country, today).map(({ id, name, day }) => (
        <li key={`${id} ${day}`}>
          <label className="flex min-h-11 items-center gap-2.5 py-1 text-sm">
            <input
              type="checkbox"
              className="size-4 shrink-0 accent-accent"
              checked={!open_on.includes(id)}
              onChange={({ target }) => {
                const others = open_on.filter((one) => one !== id);
                onChosen({ country, open_on: target.checked ? others : [...others, id] });
              }}
            />
            <span className="min-w-0">
              <span className="block break-words">{name}</span>{" "}
              <span className="block text-[13px] text-muted tabular-nums">{dateWords(day)}</span>
            </span>
          </label>
        </li>
      ))}
    </ul>
  );
}
