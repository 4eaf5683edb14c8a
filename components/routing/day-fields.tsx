"use client";

import { useEditor } from "@/components/routing/editor-context";
import { SpanFields } from "@/components/routing/span-fields";
import { buttonClass } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { MenuButton } from "@/components/ui/menu-item";
import type { Hours } from "@/lib/routing/hours-schema";
import { weekdays } from "@/lib/routing/limits";

type Week = Hours["week"];
type Day = (typeof weekdays)[number];

const dayNames: Record<Day, string> = {
  ...{ mon: "Monday", tue: "Tuesday", wed: "Wednesday", thu: "Thursday" },
  ...{ fri: "Friday", sat: "Saturday", sun: "Sunday" },
};

/** Each day of the week with its spans, which can be copied to others. */
export function DayFields({
  week,
  errorOf,
  onWeek,
}: {
  week: Week;
  errorOf: (path: string) => string | undefined;
  onWeek: (week: Week) => void;
}) {
  const { edits } = useEditor();
  const copy = (from: Day, to: readonly Day[]) =>
    onWeek({ ...week, ...Object.fromEntries(to.map((day) => [day, week[from]])) });
  return (
    <fieldset className="flex min-w-0 flex-col">
      <legend className="mb-1 text-sm font-semibold text-ink">Week</legend>
      {weekdays.map((day) => (
        <div
          key={day}
          className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-1 border-b border-line py-2 sm:grid-cols-[6.5rem_minmax(0,1fr)_auto]"
        >
          <span className="flex items-center text-sm font-medium sm:h-9 sm:self-start">
            {dayNames[day]}
          </span>
          <SpanFields
            of={dayNames[day]}
            path={`hours.week.${day}`}
            spans={week[day]}
            errorOf={errorOf}
            onSpans={(spans) => onWeek({ ...week, [day]: spans })}
          />
          {edits && (
            <Menu
              label={`Copy to… other days than ${dayNames[day]}`}
              face="Copy to…"
              className={buttonClass({ variant: "ghost", size: "sm" })}
            >
              <MenuButton onClick={() => copy(day, weekdays.slice(0, 5))}>
                Monday to Friday
              </MenuButton>
              <MenuButton onClick={() => copy(day, weekdays)}>Every day</MenuButton>
              {weekdays
                .filter((other) => other !== day)
                .map((other) => (
                  <MenuButton key={other} onClick={() => copy(day, [other])}>
                    {dayNames[other]}
                  </MenuButton>
                ))}
            </Menu>
          )}
        </div>
      ))}
    </fieldset>
  );
}
