"use client";

import { useEffect, useState } from "react";
import { DayFields } from "@/components/routing/day-fields";
import { useEditor } from "@/components/routing/editor-context";
import { PublicHolidays } from "@/components/routing/public-holidays";
import { SpecialDays } from "@/components/routing/special-days";
import { SelectField } from "@/components/ui/select-field";
import { nextChange, openingAt } from "@/lib/routing/hours";
import type { Hours } from "@/lib/routing/hours-schema";
import { openNowWords } from "@/lib/routing/hours-words";

/** When it is open: a week, days on which it is closed, and exceptions. */
export function HoursFields({
  hours,
  errorOf,
  onHours,
}: {
  hours: Hours;
  errorOf: (path: string) => string | undefined;
  onHours: (hours: Hours) => void;
}) {
  const { zones } = useEditor();
  const listed = zones.includes(hours.time_zone) ? zones : [hours.time_zone, ...zones];
  return (
    <>
      <OpenNow hours={hours} />
      <SelectField
        label="Time zone"
        className="sm:max-w-sm"
        value={hours.time_zone}
        error={errorOf("hours.time_zone")}
        onChange={({ target }) => onHours({ ...hours, time_zone: target.value })}
      >
        {listed.map((zone) => (
          <option key={zone} value={zone}>
            {zone.replaceAll("_", " ")}
          </option>
        ))}
      </SelectField>
      <DayFields
        week={hours.week}
        errorOf={errorOf}
        onWeek={(week) => onHours({ ...hours, week })}
      />
      <PublicHolidays
        timeZone={hours.time_zone}
        chosen={hours.public_holidays}
        onChosen={(public_holidays) => onHours({ ...hours, public_holidays })}
      />
      <SpecialDays hours={hours} errorOf={errorOf} onHours={onHours} />
    </>
  );
}

/** Follows the clock, a step a minute. */
function OpenNow({ hours }: { hours: Hours }) {
  const [now, setNow] = useState<Date>();
  useEffect(() => {
    setNow(new Date());
    const timer = setInterval(() => setNow(new Date()), 60_000);
    return () => clearInterval(timer);
  }, []);
  if (!now) return null;
  return (
    <p role="status" className="text-sm text-muted">
      Open now: {openNowWords(openingAt(hours, now), nextChange(hours, now), now, hours.time_zone)}
    </p>
  );
}
