"use client";

import { ChevronDown } from "lucide-react";
import { createContext, type ReactNode, use, useState } from "react";

const Picked = createContext<string | undefined>(undefined);

/** The id of the company's number that was picked for calls from here; undefined: as usual. */
export function useCallFrom(): string | undefined {
  return use(Picked);
}

/**
 * Offers which of the company's numbers the calls of the phone icons in `children` show. `chosen`
 * is the one they show while nothing is picked; with one number there is nothing to pick.
 */
export function CallFrom({
  numbers,
  children,
}: {
  numbers: { id: string; label: string; chosen: boolean }[];
  children: ReactNode;
}) {
  const [picked, pick] = useState<string>();
  const usual = numbers.find(({ chosen }) => chosen)?.id;
  const current = numbers.some(({ id }) => id === picked) ? picked : undefined;
  return (
    <Picked value={current}>
      {children}
      {numbers.length > 1 && (
        <label className="flex items-center gap-1.5 text-[13px] whitespace-nowrap text-muted">
          Call from
          <span className="relative min-w-0">
            <select
              value={current ?? usual}
              onChange={({ target }) => pick(target.value === usual ? undefined : target.value)}
              className="field-sizing-content min-h-11 max-w-full cursor-pointer appearance-none truncate rounded-md bg-transparent pr-6 pl-1.5 font-medium text-ink hover:bg-sunken md:min-h-8"
            >
              {numbers.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </select>
            <ChevronDown
              aria-hidden
              className="pointer-events-none absolute top-1/2 right-1.5 size-3.5 -translate-y-1/2"
            />
          </span>
        </label>
      )}
    </Picked>
  );
}
