"use client";

import { useEditor } from "@/components/routing/editor-context";
import { Select } from "@/components/ui/select";
import { stepWords } from "@/lib/routing/branches";
import { lead, type Place, targetOf } from "@/lib/routing/edit/draft";

/** Chooses where a branch leads among the steps there are. */
export function TargetSelect({
  place,
  element,
  label,
  hideLabel,
}: {
  place: Place;
  element: string;
  label: string;
  hideLabel?: boolean;
}) {
  const { route, outline, change, findings } = useEditor();
  const to = targetOf(route, place);
  const isGone = to !== null && !Object.hasOwn(route.steps, to);
  const wrong = findings.some(
    ({ step, branch, blocks }) => blocks && step === place.step && branch === place.branch,
  );
  return (
    <div className="flex min-w-48 flex-1 flex-col gap-1.5 sm:max-w-sm">
      <label htmlFor={element} className={hideLabel ? "sr-only" : "text-sm font-medium text-ink"}>
        {label}
      </label>
      <Select
        id={element}
        aria-invalid={wrong || undefined}
        value={isGone ? "" : (to ?? "")}
        onChange={({ target }) => change(lead(route, place, target.value || null))}
      >
        <option value="">Nowhere yet</option>
        {outline.order.map((id, index) => {
          const step = route.steps[id];
          return (
            step && (
              <option key={id} value={id}>
                {`${index + 1}. ${stepWords(step)}`}
              </option>
            )
          );
        })}
      </Select>
    </div>
  );
}
