"use client";

import { useState } from "react";
import { SelectField } from "@/components/ui/select-field";

export type Person = { user_id: string; name: string; has_phone: boolean };

/** Whose phone rings when someone calls the company's number; warns when that person has none. */
export function ForwardToField({ people, chosen }: { people: Person[]; chosen: string }) {
  const [userId, choose] = useState(chosen);
  const person = people.find(({ user_id }) => user_id === userId);
  return (
    <div>
      <SelectField
        label="Forward calls to"
        name="forward_to"
        defaultValue={chosen}
        onChange={(event) => choose(event.target.value)}
        hint="Their personal phone rings when a customer calls."
      >
        <option value="">Nobody</option>
        {people.map(({ user_id, name, has_phone }) => (
          <option key={user_id} value={user_id}>
            {has_phone ? name : `${name} (no phone set)`}
          </option>
        ))}
      </SelectField>
      <p aria-live="polite" className="mt-1 text-[13px] leading-5 text-warn-text">
        {!person && "Callers hear that nobody is available."}
        {person &&
          !person.has_phone &&
          `${person.name} has not set a personal phone yet, so nothing would ring. They add it in Settings → Profile.`}
      </p>
    </div>
  );
}
