"use client";

import { useId, useSyncExternalStore } from "react";
import { TextField } from "@/components/ui/text-field";

const never = () => () => {};
const none: string[] = [];
let zones = none;
/** Browsers and servers know different ones. */
const ownZones = () => {
  if (zones === none) zones = [...Intl.supportedValuesOf("timeZone"), "UTC"];
  return zones;
};

/** A contact's time zone; left empty, it is the one that the main number tells. */
export function ZoneField({ zone, guess }: { zone: string | null; guess: string | null }) {
  const id = useId();
  const known = useSyncExternalStore(never, ownZones, () => none);
  return (
    <>
      <TextField
        label="Time zone"
        name="time_zone"
        list={id}
        autoComplete="off"
        defaultValue={zone ?? ""}
        placeholder={guess ?? ""}
        hint={guess ? "Guessed from the main number unless you choose one." : undefined}
      />
      <datalist id={id}>
        {known.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}
