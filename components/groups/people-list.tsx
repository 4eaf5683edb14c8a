"use client";

import { ChevronDown, ChevronUp, X } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { SelectField } from "@/components/ui/select-field";

export type Person = { user_id: string; name: string };

/** People (ids) in an order, to be moved, taken out and added. */
export function PeopleList({
  label,
  chosen,
  people,
  nameOf,
  inOrder,
  edits,
  error,
  className,
  onChosen,
}: {
  label: string;
  chosen: readonly string[];
  people: readonly Person[];
  nameOf: (id: string) => string;
  /** They are rung one after the other. */
  inOrder: boolean;
  edits: boolean;
  error?: string;
  /** Of the field that adds one. */
  className?: string;
  onChosen: (chosen: string[]) => void;
}) {
  const left = people.filter(({ user_id }) => !chosen.includes(user_id));
  return (
    <>
      {chosen.length > 0 && (
        <ol aria-label={label} className="divide-y divide-line rounded-lg border border-line">
          {chosen.map((id, index) => {
            const name = nameOf(id);
            return (
              <li key={id} className="flex min-h-11 items-center gap-1 py-1 pr-1 pl-3 md:min-h-9">
                <span className="min-w-0 flex-1 text-sm break-words">{name}</span>
                {inOrder && edits && (
                  <>
                    <IconButton
                      label={`Ring ${name} earlier`}
                      disabled={index === 0}
                      onClick={() => onChosen(swapped(chosen, index - 1))}
                    >
                      <ChevronUp aria-hidden />
                    </IconButton>
                    <IconButton
                      label={`Ring ${name} later`}
                      disabled={index === chosen.length - 1}
                      onClick={() => onChosen(swapped(chosen, index))}
                    >
                      <ChevronDown aria-hidden />
                    </IconButton>
                  </>
                )}
                {edits && (
                  <IconButton
                    label={`Take ${name} out`}
                    onClick={() => onChosen(chosen.filter((other) => other !== id))}
                  >
                    <X aria-hidden />
                  </IconButton>
                )}
              </li>
            );
          })}
        </ol>
      )}
      {left.length > 0 && edits && (
        <SelectField
          label="Add a person"
          className={className}
          error={error}
          value=""
          onChange={({ target }) => target.value && onChosen([...chosen, target.value])}
        >
          <option value="">Choose…</option>
          {left.map(({ user_id, name }) => (
            <option key={user_id} value={user_id}>
              {name}
            </option>
          ))}
        </SelectField>
      )}
    </>
  );
}

/** A list with the one at a place and the one after it changed over. */
function swapped(list: readonly string[], place: number): string[] {
  const pair = list.slice(place, place + 2).reverse();
  return [...list.slice(0, place), ...pair, ...list.slice(place + 2)];
}
