"use client";

import { consideredWords, type Person } from "@/lib/routing/people";

/** Who is available in a call that is tried; they start as they are now. */
export function Availability({
  people,
  free,
  onFree,
}: {
  people: readonly Person[];
  free: Record<string, boolean>;
  onFree: (user: string, free: boolean) => void;
}) {
  return (
    <fieldset>
      <legend className="text-sm font-medium text-ink">Who is available</legend>
      <ul className="mt-1 max-h-60 overflow-y-auto">
        {people.map((person) => {
          const { user_id, availability } = person;
          const isFree = free[user_id] ?? availability === "free";
          const why = consideredWords({ ...person, result: availability });
          return (
            <li key={user_id}>
              <label className="flex min-h-11 items-center gap-2.5 text-sm md:min-h-8">
                <input
                  type="checkbox"
                  className="size-4 shrink-0 accent-accent"
                  checked={isFree}
                  onChange={({ target }) => onFree(user_id, target.checked)}
                />
                <span className="min-w-0 break-words">
                  {availability === "free" ? person.name : why}
                </span>
              </label>
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}
