"use client";

import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import {
  agentIn,
  audioIn,
  groupIn,
  nameIn,
  stepElement,
  useEditor,
} from "@/components/routing/editor-context";
import { StepForm } from "@/components/routing/step-form";
import { StepIcon } from "@/components/routing/step-icon";
import { stepWords } from "@/lib/routing/branches";
import { summaryOf } from "@/lib/routing/edit/words";

/** A step in the outline; it opens to its form in place. */
export function StepCard({ id }: { id: string }) {
  const { route, outline, people, groups, agents, audio, findings, isOpen, toggle } = useEditor();
  const step = route.steps[id];
  if (!step) return null;
  const own = findings.filter((finding) => finding.step === id);
  const blocks = own.some((finding) => finding.blocks);
  const open = isOpen(id);
  const element = stepElement(id);
  return (
    <div
      className={clsx(
        "rounded-xl border bg-surface",
        blocks ? "border-danger-text" : "border-line",
      )}
    >
      <h2>
        <button
          type="button"
          id={element}
          aria-expanded={open}
          aria-controls={open ? `${element}-form` : undefined}
          onClick={() => toggle(id)}
          className="flex min-h-14 w-full items-center gap-3 rounded-xl px-3 py-2 text-left hover:bg-sunken sm:px-4"
        >
          <span className="flex size-8 shrink-0 items-center justify-center rounded-lg bg-accent-soft text-accent-text">
            <StepIcon kind={step.kind} />
          </span>
          <span className="min-w-0 flex-1">
            <span className="block font-medium break-words text-ink">
              {outline.order.indexOf(id) + 1}. {stepWords(step)}
            </span>
            <span className="line-clamp-2 text-[13px] break-words text-muted first-letter:uppercase">
              {summaryOf(step, {
                person: (user) => nameIn(people, user),
                audio: (file) => audioIn(audio, file),
                agent: (id) => agentIn(agents, id),
                group: (id) => groupIn(groups, id),
              })}
            </span>
          </span>
          <ChevronDown
            aria-hidden
            className={clsx(
              "size-4 shrink-0 text-muted transition-transform",
              open && "rotate-180",
            )}
          />
        </button>
      </h2>
      {own.length > 0 && (
        <ul className="flex flex-col gap-1 px-3 pb-3 text-[13px] sm:px-4">
          {own.map(({ words, blocks }) => (
            <li key={words} className={blocks ? "text-danger-text" : "text-warn-text"}>
              {words}
            </li>
          ))}
        </ul>
      )}
      {open && (
        <div id={`${element}-form`} className="border-t border-line p-3 sm:p-4">
          <StepForm id={id} step={step} />
        </div>
      )}
    </div>
  );
}
