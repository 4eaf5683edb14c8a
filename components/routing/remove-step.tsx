"use client";

import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useEditor } from "@/components/routing/editor-context";
import { Button } from "@/components/ui/button";
import { branchesOf, stepWords } from "@/lib/routing/branches";
import { leftBy, type Place, removeStep } from "@/lib/routing/edit/draft";
import type { Route, Step } from "@/lib/routing/route";

/** Removes a step, after saying which branches lead nowhere then. */
export function RemoveStep({ id, step }: { id: string; step: Step }) {
  const { route, change } = useEditor();
  const [asks, setAsks] = useState(false);
  const left = leftBy(route, id);
  const remove = () => change(removeStep(route, id));
  return (
    <div className="flex flex-col gap-3 border-t border-line pt-4">
      {!asks && (
        <Button
          variant="ghost"
          size="sm"
          className="self-start"
          onClick={() => (left.length > 0 ? setAsks(true) : remove())}
        >
          <Trash2 aria-hidden className="size-4" />
          Remove this step
        </Button>
      )}
      {asks && (
        <div className="text-sm">
          <p className="font-medium text-ink">Without {stepWords(step)}, these lead nowhere:</p>
          <ul className="mt-1 list-disc pl-5 text-muted">
            {left.map((place) => (
              <li key={`${place.step} ${place.branch}`}>{placeWords(route, place)}</li>
            ))}
          </ul>
          <div className="mt-3 flex gap-2">
            <Button variant="danger" size="sm" autoFocus onClick={remove}>
              Remove
            </Button>
            <Button size="sm" onClick={() => setAsks(false)}>
              Keep it
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}

/** "Hours “Opening hours”, while open". */
function placeWords(route: Route, { step: id, branch }: Place): string {
  const step = id === null ? undefined : route.steps[id];
  if (!step) return "The beginning of the route";
  const words = branchesOf(step).find((one) => one.branch === branch)?.words ?? branch;
  return `${stepWords(step)}, ${words}`;
}
