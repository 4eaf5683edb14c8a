"use client";

import { ChevronRight } from "lucide-react";
import { NumberInput } from "@/components/routing/number-input";
import { SelectField } from "@/components/ui/select-field";
import type { Change } from "@/components/voice-agent/agent-fields";
import type { AgentSettings } from "@/lib/agent/settings/schema";

type Hearing = AgentSettings["hearing"];
type Choices<Value extends string> = readonly (readonly [Value, string])[];

const detections: Choices<Hearing["turn_detection"]> = [
  ["server_vad", "By a pause"],
  ["semantic_vad", "By what they say"],
];
const eagernesses: Choices<Hearing["eagerness"]> = [
  ["auto", "Automatic"],
  ["low", "Late"],
  ["medium", "Medium"],
  ["high", "Soon"],
];
const reductions: Choices<Hearing["noise_reduction"]> = [
  ["near_field", "For phones"],
  ["far_field", "For loudspeakers"],
  ["off", "Off"],
];

/** How it hears that a caller has finished: most companies leave it as it is. */
export function HearingFields({ draft, set }: { draft: AgentSettings; set: Change }) {
  const { hearing } = draft;
  const hear = (changed: Partial<Hearing>) => set({ hearing: { ...hearing, ...changed } });
  return (
    <details className="group/hearing overflow-hidden rounded-xl border border-line bg-surface">
      <summary className="flex min-h-12 items-center gap-2 px-5 py-3 -outline-offset-2 select-none hover:bg-sunken/60 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 text-muted transition-transform group-open/hearing:rotate-90"
        />
        <span className="text-[15px] font-semibold text-ink">How it listens</span>
        <span className="text-[13px] text-muted max-sm:hidden">
          When it takes its turn, and background noise
        </span>
      </summary>
      <div className="grid items-start gap-5 border-t border-line p-5 sm:grid-cols-2">
        <Choice
          label="How it notices that a caller has finished"
          name="draft.hearing.turn_detection"
          choices={detections}
          value={hearing.turn_detection}
          onChoice={(turn_detection) => hear({ turn_detection })}
        />
        {hearing.turn_detection === "semantic_vad" && (
          <Choice
            label="How soon it answers"
            name="draft.hearing.eagerness"
            choices={eagernesses}
            value={hearing.eagerness}
            onChoice={(eagerness) => hear({ eagerness })}
          />
        )}
        {hearing.turn_detection === "server_vad" && (
          <>
            <NumberInput
              label="Pause that ends a caller's turn (milliseconds)"
              min={200}
              max={2000}
              name="draft.hearing.silence_ms"
              value={hearing.silence_ms}
              onValue={(silence_ms) => hear({ silence_ms })}
            />
            <NumberInput
              label="How loud counts as speech (10 to 95)"
              hint="Higher where background noise interrupts it."
              min={10}
              max={95}
              name="draft.hearing.threshold"
              value={hearing.threshold}
              onValue={(threshold) => hear({ threshold })}
            />
          </>
        )}
        <Choice
          label="Noise reduction"
          name="draft.hearing.noise_reduction"
          choices={reductions}
          value={hearing.noise_reduction}
          onChoice={(noise_reduction) => hear({ noise_reduction })}
        />
      </div>
    </details>
  );
}

function Choice<Value extends string>({
  label,
  name,
  choices,
  value,
  onChoice,
}: {
  label: string;
  name: string;
  choices: Choices<Value>;
  value: Value;
  onChoice: (value: Value) => void;
}) {
  return (
    <SelectField
      label={label}
      name={name}
      value={value}
      onChange={({ target }) => {
        const chosen = choices.find(([one]) => one === target.value);
        if (chosen) onChoice(chosen[0]);
      }}
    >
      {choices.map(([one, words]) => (
        <option key={one} value={one}>
          {words}
        </option>
      ))}
    </SelectField>
  );
}
