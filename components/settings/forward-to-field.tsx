"use client";

import { useState } from "react";
import { useSent } from "@/components/ui/form-context";
import { SelectField } from "@/components/ui/select-field";
import type { PersonToRing } from "@/lib/numbers/people";
import type { FollowableRoute } from "@/lib/numbers/routes";

const lacking = { none: " (no phone)", unverified: " (phone not verified)", verified: "" };

/**
 * Whose phone rings when someone calls a number of the company, or which route the call follows;
 * warns when nothing would ring.
 */
export function ForwardToField({
  people,
  routes,
  chosen,
}: {
  people: PersonToRing[];
  routes: FollowableRoute[];
  chosen: string;
}) {
  const [userId, choose] = useState(useSent("forward_to") ?? chosen);
  const person = people.find(({ user_id }) => user_id === userId);
  const fallback = routes.find(({ is_default }) => is_default);
  return (
    <div>
      <SelectField
        label="Forward calls to"
        name="forward_to"
        defaultValue={chosen}
        onChange={(event) => choose(event.target.value)}
        hint="A route decides by hours and who is free; a person's personal phone rings."
      >
        <option value="">{fallback ? `The default route (${fallback.name})` : "Nobody"}</option>
        {routes.length > 0 && (
          <optgroup label="Routes">
            {routes.map(({ id, name }) => (
              <option key={id} value={`route:${id}`}>
                {name}
              </option>
            ))}
          </optgroup>
        )}
        <optgroup label="People">
          {people.map(({ user_id, name, phone }) => (
            <option key={user_id} value={user_id}>
              {name + lacking[phone]}
            </option>
          ))}
        </optgroup>
      </SelectField>
      <p aria-live="polite" className="mt-1 text-[13px] leading-5 text-warn-text">
        {userId === "" && !fallback && "Nobody will ring: callers can only leave a message."}
        {person?.phone === "unverified" &&
          `${person.name} hasn't verified their phone yet, so nothing would ring. They can verify it in Settings → Profile.`}
        {person?.phone === "none" &&
          `${person.name} hasn't added a phone yet, so nothing would ring. They can add one in Settings → Profile.`}
      </p>
    </div>
  );
}
