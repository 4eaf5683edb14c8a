"use client";

import { NumberInput } from "@/components/routing/number-input";
import { Card } from "@/components/ui/card";
import { SwitchField } from "@/components/ui/switch-field";
import { TextareaField } from "@/components/ui/textarea-field";
import type { Change } from "@/components/voice-agent/agent-fields";
import type { ToolChoice } from "@/lib/agent/settings/facts";
import type { AgentSettings } from "@/lib/agent/settings/schema";

/** What it may do, and when a person takes over. */
export function ToolFields({
  draft,
  set,
  tools,
}: {
  draft: AgentSettings;
  set: Change;
  tools: ToolChoice[];
}) {
  const { handover } = draft;
  const names = tools.map(({ name }) => name);
  const chosen = (name: string, on: boolean) =>
    names.filter((one) => (one === name ? on : draft.tools.includes(one)));
  return (
    <>
      <Card
        title="What it may do"
        description="It can always connect callers to a person, and end the call."
      >
        <div className="flex flex-col gap-4">
          {tools.map(({ name, title }) => (
            <SwitchField
              key={name}
              label={title}
              checked={draft.tools.includes(name)}
              onChange={({ target }) => set({ tools: chosen(name, target.checked) })}
            />
          ))}
        </div>
      </Card>
      <Card
        title="Connecting to a person"
        description="Callers go on to the step after it in the route: your phones, a queue, a voicemail. Pressing 0 always does."
      >
        <div className="flex flex-col gap-5">
          <TextareaField
            label="When"
            name="draft.handover.when"
            maxLength={1000}
            value={handover.when}
            onChange={({ target }) => set({ handover: { ...handover, when: target.value } })}
          />
          <NumberInput
            label="Also after not understanding the caller (times)"
            min={1}
            max={10}
            name="draft.handover.after_misunderstandings"
            value={handover.after_misunderstandings}
            onValue={(after_misunderstandings) =>
              set({ handover: { ...handover, after_misunderstandings } })
            }
          />
        </div>
      </Card>
    </>
  );
}
