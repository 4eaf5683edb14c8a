"use client";

import { Card } from "@/components/ui/card";
import { TextField } from "@/components/ui/text-field";
import { TextareaField } from "@/components/ui/textarea-field";
import { AnswerFields } from "@/components/voice-agent/answer-fields";
import { HearingFields } from "@/components/voice-agent/hearing-fields";
import { LanguageFields } from "@/components/voice-agent/language-fields";
import { LimitFields } from "@/components/voice-agent/limit-fields";
import { ToolFields } from "@/components/voice-agent/tool-fields";
import type { ToolChoice } from "@/lib/agent/settings/facts";
import type { AgentSettings } from "@/lib/agent/settings/schema";
import type { NamedAgent } from "@/lib/agent/settings/values";

export type Change = (changed: Partial<AgentSettings>) => void;

/** All settings of an agent. The name of a field is the key of its validation error. */
export function AgentFields({
  typed,
  change,
  tools,
}: {
  typed: NamedAgent;
  change: (typed: NamedAgent) => void;
  tools: ToolChoice[];
}) {
  const { name, draft } = typed;
  const set: Change = (changed) => change({ ...typed, draft: { ...draft, ...changed } });
  const { knowledge } = draft;
  const know = (changed: Partial<AgentSettings["knowledge"]>) =>
    set({ knowledge: { ...knowledge, ...changed } });
  return (
    <>
      <Card title="Who it is">
        <div className="flex flex-col gap-5">
          <div className="grid gap-5 sm:grid-cols-2">
            <TextField
              label="Name"
              hint="Your team's name for it."
              name="name"
              maxLength={60}
              autoComplete="off"
              value={name}
              onChange={({ target }) => change({ ...typed, name: target.value })}
            />
            <TextField
              label="Introduces itself as"
              name="draft.name"
              maxLength={60}
              autoComplete="off"
              value={draft.name}
              onChange={({ target }) => set({ name: target.value })}
            />
          </div>
          <LanguageFields draft={draft} set={set} />
          <TextareaField
            label="Greeting"
            name="draft.greeting"
            maxLength={500}
            rows={2}
            hint="Before it, callers hear your company's name, that they talk with a machine, and whether the call is recorded."
            value={draft.greeting}
            onChange={({ target }) => set({ greeting: target.value })}
          />
        </div>
      </Card>
      <Card title="What it should do" description="In plain words, as you'd tell a new colleague.">
        <TextareaField
          label="Instructions"
          hideLabel
          name="draft.instructions"
          maxLength={8000}
          rows={6}
          value={draft.instructions}
          onChange={({ target }) => set({ instructions: target.value })}
        />
      </Card>
      <Card
        title="What it knows"
        description="It tells callers this, and invents nothing beside it."
      >
        <div className="flex flex-col gap-5">
          <div className="grid gap-5 sm:grid-cols-2">
            <TextareaField
              label="Opening hours"
              name="draft.knowledge.opening_hours"
              maxLength={1000}
              placeholder="Monday to Friday, 9 to 5"
              value={knowledge.opening_hours}
              onChange={({ target }) => know({ opening_hours: target.value })}
            />
            <TextareaField
              label="Address"
              name="draft.knowledge.address"
              maxLength={500}
              placeholder="12 Harbor Street, parking in the back"
              value={knowledge.address}
              onChange={({ target }) => know({ address: target.value })}
            />
          </div>
          <TextareaField
            label="Prices"
            name="draft.knowledge.prices"
            maxLength={2000}
            placeholder="Consultation: free. Installation: from 2,000 dollars."
            value={knowledge.prices}
            onChange={({ target }) => know({ prices: target.value })}
          />
          <AnswerFields answers={knowledge.answers} onAnswers={(answers) => know({ answers })} />
        </div>
      </Card>
      <ToolFields draft={draft} set={set} tools={tools} />
      <LimitFields draft={draft} set={set} />
      <HearingFields draft={draft} set={set} />
    </>
  );
}
