"use client";

import { NumberInput } from "@/components/routing/number-input";
import { Card } from "@/components/ui/card";
import { SwitchField } from "@/components/ui/switch-field";
import type { Change } from "@/components/voice-agent/agent-fields";
import type { AgentSettings } from "@/lib/agent/settings/schema";

const fields = [
  ["minutes_per_call", "Maximum call length (minutes)", 1, 55],
  ["minutes_per_day", "In all, per day (minutes)", 1, 10_000],
  ["dollars_per_day", "In all, per day (US dollars; 0: no limit)", 0, 10_000],
  ["nudge_seconds", "Silence until it asks “Are you there?” (seconds)", 3, 60],
  ["silence_seconds", "Further silence until it says goodbye (seconds)", 3, 120],
] as const;

/** How long it may talk, and what it does when nobody answers it. */
export function LimitFields({ draft, set }: { draft: AgentSettings; set: Change }) {
  const { limits } = draft;
  return (
    <Card
      title="Limits and the end"
      description="Once a day's minutes or dollars are used up, callers go on to the next step of the route. Dollars are counted by the model's prices, as entered under Voice agents. Where nobody says anything, the call ends."
    >
      <div className="grid items-end gap-5 sm:grid-cols-2">
        {fields.map(([field, label, min, max]) => (
          <NumberInput
            key={field}
            {...{ label, min, max }}
            name={`draft.limits.${field}`}
            value={limits[field]}
            onValue={(value) => set({ limits: { ...limits, [field]: value } })}
          />
        ))}
      </div>
      <div className="mt-5 border-t border-line pt-5">
        <SwitchField
          label="Ask how the call was"
          hint="Whoever was served is asked at the end to press a key from 1 to 5. The figures show the average."
          checked={draft.asks_rating}
          onChange={({ target }) => set({ asks_rating: target.checked })}
        />
      </div>
    </Card>
  );
}
