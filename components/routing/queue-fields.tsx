"use client";

import { NumberInput } from "@/components/routing/number-input";
import { WhoFields } from "@/components/routing/people-fields";
import { SelectField } from "@/components/ui/select-field";
import type { Step } from "@/lib/routing/route";

type Queue = Extract<Step, { kind: "queue" }>;
const keys = [..."1234567890*#"];

/** Who answers a queue, how many wait in it for how long, and which queue is served first. */
export function QueueFields({
  step,
  set,
  errorOf,
}: {
  step: Queue;
  set: (step: Queue) => void;
  errorOf: (path: string) => string | undefined;
}) {
  return (
    <>
      <WhoFields
        who={step.who}
        errorOf={errorOf}
        inOrder={false}
        onWho={(who) => set({ ...step, who })}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <NumberInput
          label="Callers who may wait"
          min={1}
          max={100}
          error={errorOf("max_waiting")}
          value={step.max_waiting}
          onValue={(max_waiting) => set({ ...step, max_waiting })}
        />
        <NumberInput
          label="Longest wait (seconds)"
          hint="From 30 to 3,600."
          min={30}
          max={3600}
          error={errorOf("max_wait_seconds")}
          value={step.max_wait_seconds}
          onValue={(max_wait_seconds) => set({ ...step, max_wait_seconds })}
        />
        <NumberInput
          label="Priority"
          hint="From 0 to 9. Callers of a queue with a higher number are answered first."
          min={0}
          max={9}
          error={errorOf("priority")}
          value={step.priority}
          onValue={(priority) => set({ ...step, priority })}
        />
        <SelectField
          label="Key for a callback"
          hint="Callers who press it keep their place and are called back at their turn."
          value={step.callback_key ?? ""}
          onChange={({ target }) => set({ ...step, callback_key: target.value || null })}
        >
          <option value="">No callback</option>
          {keys.map((key) => (
            <option key={key} value={key}>
              {key}
            </option>
          ))}
        </SelectField>
      </div>
    </>
  );
}
