"use client";

import { ChevronDown } from "lucide-react";
import { createContext, type ReactNode, use, useState } from "react";

type OwnNumber = { id: string; label: string; chosen: boolean };
type Facts = { numbers: OwnNumber[]; picked?: string; pick: (id: string | undefined) => void };

const Picked = createContext<Facts>({ numbers: [], pick: () => {} });

/** The id of the company's number that was picked for calls from here; undefined: as usual. */
export function useCallFrom(): string | undefined {
  return use(Picked).picked;
}

/**
 * Phone icons in `children` show the company's number that `CallFromField` among them picks.
 * `chosen` is the one they show while nothing is picked.
 */
export function CallFrom({ numbers, children }: { numbers: OwnNumber[]; children: ReactNode }) {
  const [picked, pick] = useState<string>();
  const current = numbers.some(({ id }) => id === picked) ? picked : undefined;
  return <Picked value={{ numbers, picked: current, pick }}>{children}</Picked>;
}

/** Offers which of the company's numbers calls show; with one there is nothing to pick. */
export function CallFromField() {
  const { numbers, picked, pick } = use(Picked);
  const usual = numbers.find(({ chosen }) => chosen)?.id;
  if (numbers.length <= 1) return null;
  return (
    <label className="flex items-center gap-1.5 text-[13px] whitespace-nowrap text-muted">
      Call from
      <span className="relative min-w-0">
        <select
          value={picked ?? usual}
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
  );
}
