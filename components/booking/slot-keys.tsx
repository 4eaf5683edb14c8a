"use client";

import type { KeyboardEvent, ReactNode } from "react";

const steps: Record<string, { column: number; row: number }> = {
  ArrowUp: { column: 0, row: -1 },
  ArrowDown: { column: 0, row: 1 },
  ArrowLeft: { column: -1, row: 0 },
  ArrowRight: { column: 1, row: 0 },
};

/**
 * Lets the arrows go from one free time to the next. Each has `data-slot="column,row"`; the tab key
 * finds the first alone.
 */
export function SlotKeys({ className, children }: { className?: string; children: ReactNode }) {
  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const step = steps[event.key];
    const [column, row] =
      (event.target instanceof HTMLElement ? event.target.dataset.slot : "")
        ?.split(",")
        .map(Number) ?? [];
    if (!step || column === undefined || row === undefined) return;
    const next = `${column + step.column},${row + step.row}`;
    const slot = event.currentTarget.querySelector<HTMLElement>(`[data-slot="${next}"]`);
    if (!slot) return;
    event.preventDefault();
    slot.focus();
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the links in it are what is pressed.
    <div className={className} onKeyDown={onKeyDown}>
      {children}
    </div>
  );
}
