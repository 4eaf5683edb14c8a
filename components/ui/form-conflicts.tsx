"use client";

import { Notice } from "@/components/ui/notice";
import type { Conflict } from "@/lib/auth/form-state";

const choices = [
  ["mine", "Keep yours"],
  ["theirs", "Take theirs"],
] as const;

/**
 * What someone else has changed meanwhile, with a choice for each; it is sent with the form,
 * without script too.
 */
export function FormConflicts({ message, conflicts }: { message: string; conflicts: Conflict[] }) {
  return (
    <Notice tone="warn" title={message}>
      {conflicts.map(({ field, sentence, choice: chosen }) => (
        <fieldset key={field} className="mt-2 min-w-0">
          <legend className="whitespace-pre-line break-words">{sentence}</legend>
          <div className="mt-1 flex flex-wrap gap-x-5">
            {choices.map(([choice, label]) => (
              <label
                key={choice}
                className="flex min-h-11 items-center gap-2 font-medium md:min-h-8"
              >
                <input
                  type="radio"
                  name={`$choice:${field}`}
                  value={choice}
                  defaultChecked={choice === chosen}
                  required
                  className="size-4 accent-accent"
                />
                {label}
              </label>
            ))}
          </div>
        </fieldset>
      ))}
    </Notice>
  );
}
