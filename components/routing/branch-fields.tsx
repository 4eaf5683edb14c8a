"use client";

import { AddStep } from "@/components/routing/add-step";
import { branchElement, useEditor } from "@/components/routing/editor-context";
import { TargetSelect } from "@/components/routing/target-select";
import { branchesOf } from "@/lib/routing/branches";
import type { Step } from "@/lib/routing/route";

/** Where a step leads; the keys of a menu stand with it. */
export function BranchFields({ id, step }: { id: string; step: Step }) {
  const { edits } = useEditor();
  const branches = branchesOf(step).filter(({ branch }) => !branch.startsWith("key "));
  if (branches.length === 0) return null;
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-2 text-sm font-semibold text-ink">And then</legend>
      {branches.map(({ branch, words }) => (
        <div key={branch} className="flex flex-wrap items-end gap-2">
          <TargetSelect
            place={{ step: id, branch }}
            element={branchElement(id, branch)}
            label={`${words.charAt(0).toUpperCase()}${words.slice(1)}`}
          />
          {edits && <AddStep place={{ step: id, branch }} after={words} />}
        </div>
      ))}
    </fieldset>
  );
}
