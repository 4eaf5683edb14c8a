"use client";

import { Plus, X } from "lucide-react";
import { AddStep } from "@/components/routing/add-step";
import { branchElement, useEditor } from "@/components/routing/editor-context";
import { NumberInput } from "@/components/routing/number-input";
import { SoundFields } from "@/components/routing/sound-fields";
import { TargetSelect } from "@/components/routing/target-select";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { SelectField } from "@/components/ui/select-field";
import { stepWords } from "@/lib/routing/branches";
import type { Step } from "@/lib/routing/route";

type Menu = Extract<Step, { kind: "menu" }>;
const digits = [..."1234567890*#"];

/** What a menu asks, its keys, and how long it waits for one. */
export function MenuFields({
  step,
  set,
  errorOf,
}: {
  step: Menu;
  set: (step: Menu) => void;
  errorOf: (path: string) => string | undefined;
}) {
  const free = digits.find((digit) => !Object.hasOwn(step.keys, digit));
  return (
    <>
      <SoundFields
        place={stepWords(step)}
        label="What callers hear"
        audioHint="Say each key, as the file does."
        hint="Say each key: “Press 1 for sales, 2 for support.”"
        sound={step.sound}
        errorOf={errorOf}
        onSound={(sound) => set({ ...step, sound })}
      />
      <MenuKeys step={step} set={set} free={free} />
      <div className="grid gap-5 sm:grid-cols-2">
        <NumberInput
          label="Wait for a key (seconds)"
          min={2}
          max={5}
          error={errorOf("timeout_seconds")}
          value={step.timeout_seconds}
          onValue={(timeout_seconds) => set({ ...step, timeout_seconds })}
        />
        <NumberInput
          label="Ask this many times"
          min={1}
          max={5}
          error={errorOf("times")}
          value={step.times}
          onValue={(times) => set({ ...step, times })}
        />
      </div>
    </>
  );
}

function MenuKeys({
  step,
  set,
  free,
}: {
  step: Menu;
  set: (step: Menu) => void;
  free: string | undefined;
}) {
  const { outline, route, edits } = useEditor();
  const id = outline.order.find((one) => route.steps[one] === step) ?? "";
  const keys = digits.filter((digit) => Object.hasOwn(step.keys, digit));
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-2 text-sm font-semibold text-ink">Keys</legend>
      {keys.map((key) => (
        <div key={key} className="flex flex-wrap items-end gap-2 border-b border-line pb-3">
          <SelectField
            label="Key"
            className="w-20"
            value={key}
            onChange={({ target }) => {
              const { [key]: to = null, ...others } = step.keys;
              set({ ...step, keys: { ...others, [target.value]: to } });
            }}
          >
            {digits
              .filter((digit) => digit === key || !Object.hasOwn(step.keys, digit))
              .map((digit) => (
                <option key={digit} value={digit}>
                  {digit}
                </option>
              ))}
          </SelectField>
          <TargetSelect
            place={{ step: id, branch: `key ${key}` }}
            element={branchElement(id, `key ${key}`)}
            label={`Key ${key} leads to`}
          />
          {edits && (
            <>
              <AddStep place={{ step: id, branch: `key ${key}` }} after={`after key ${key}`} />
              <IconButton
                label={`Remove key ${key}`}
                onClick={() => {
                  const { [key]: _, ...others } = step.keys;
                  set({ ...step, keys: others });
                }}
              >
                <X aria-hidden />
              </IconButton>
            </>
          )}
        </div>
      ))}
      {edits && free !== undefined && (
        <Button
          size="sm"
          className="self-start"
          onClick={() => set({ ...step, keys: { ...step.keys, [free]: null } })}
        >
          <Plus aria-hidden className="size-4" />
          Add a key
        </Button>
      )}
    </fieldset>
  );
}
