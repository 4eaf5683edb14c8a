"use client";

import { clsx } from "clsx";
import { Check } from "lucide-react";
import { useEffect, useEffectEvent } from "react";
import type { Outcome } from "@/components/call-bar/bar-call";

const typing = "input, textarea, select, [contenteditable], [role=dialog], [role=menu]";

/** One click or key says what came of a call; `chosen` is what was said. */
export function Outcomes({
  outcomes,
  chosen,
  onChoose,
}: {
  outcomes: Outcome[];
  chosen: string | null;
  onChoose: (id: string) => void;
}) {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target instanceof Element && event.target.closest(typing)) return;
    const outcome = outcomes.find(({ key }) => key !== null && String(key) === event.key);
    if (!outcome) return;
    event.preventDefault();
    onChoose(outcome.id);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);

  return (
    <fieldset className="flex min-w-0 gap-1.5 max-md:-mx-4 max-md:overflow-x-auto max-md:px-4 max-md:py-1 md:flex-wrap">
      <legend className="sr-only">Outcome</legend>
      {outcomes.map(({ id, label, key, follows }) => (
        <button
          key={id}
          type="button"
          aria-pressed={chosen === id}
          title={follows ?? undefined}
          aria-keyshortcuts={key === null ? undefined : String(key)}
          data-key-name={`Outcome: ${label}`}
          onClick={() => onChoose(id)}
          className={clsx(
            "inline-flex h-10 shrink-0 items-center gap-1.5 rounded-lg border px-2.5 text-[13px] font-medium whitespace-nowrap transition-colors md:h-8",
            chosen === id
              ? "border-accent bg-accent-soft text-accent-text"
              : "border-line bg-surface text-ink hover:bg-sunken",
          )}
        >
          {chosen === id && <Check aria-hidden className="size-3.5" />}
          {label}
          {key !== null && (
            <kbd
              aria-hidden
              className="rounded border border-line px-1 font-sans text-[11px] text-muted max-md:hidden"
            >
              {key}
            </kbd>
          )}
        </button>
      ))}
    </fieldset>
  );
}
