"use client";

import { useState } from "react";
import { useSent } from "@/components/ui/form-context";
import { SelectField } from "@/components/ui/select-field";
import type { PersonToRing } from "@/lib/numbers/people";

const lacking = { none: " (no phone)", unverified: " (phone not verified)", verified: "" };

/** Whose phone rings when someone calls a number of the company; warns when it cannot. */
export function ForwardToField({ people, chosen }: { people: PersonToRing[]; chosen: string }) {
  const [userId, choose] = useState(useSent("forward_to") ?? chosen);
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
        {people.map(({ user_id, name, phone }) => (
          <option key={user_id} value={user_id}>
            {name + lacking[phone]}
          </option>
        ))}
      </SelectField>
      <p aria-live="polite" className="mt-1 text-[13px] leading-5 text-warn-text">
        {!person && "Nobody will ring: callers hear a “not available” message."}
        {person?.phone === "unverified" &&
          `${person.name} hasn't verified their phone yet, so nothing would ring. They can verify it in Settings → Profile.`}
        {person?.phone === "none" &&
          `${person.name} hasn't added a phone yet, so nothing would ring. They can add one in Settings → Profile.`}
      </p>
    </div>
  );
}
