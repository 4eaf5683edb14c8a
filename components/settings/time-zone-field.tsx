"use client";

import { useSyncExternalStore } from "react";
import { SelectField } from "@/components/ui/select-field";

const never = () => () => {};
const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** All time zones; without a saved one the browser's own is chosen. */
export function TimeZoneField({
  name,
  zones,
  saved,
  disabled,
  hint = "Used for all dates and times.",
}: {
  name: string;
  zones: string[];
  saved?: string;
  disabled?: boolean;
  hint?: string;
}) {
  const guess = useSyncExternalStore(never, ownZone, () => "America/New_York");
  const chosen = saved ?? guess;
  const listed = zones.includes(chosen) ? zones : [chosen, ...zones];
  return (
    <SelectField
      key={chosen}
      label="Time zone"
      name={name}
      defaultValue={chosen}
      disabled={disabled}
      hint={hint}
    >
      {listed.map((zone) => (
        <option key={zone} value={zone}>
          {zone.replaceAll("_", " ")}
        </option>
      ))}
    </SelectField>
  );
}
