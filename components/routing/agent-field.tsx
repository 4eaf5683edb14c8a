"use client";

import { useEditor } from "@/components/routing/editor-context";
import { SelectField } from "@/components/ui/select-field";
import type { Step } from "@/lib/routing/route";

type AgentStep = Extract<Step, { kind: "agent" }>;

/** Which voice agent talks with the caller. */
export function AgentField({
  step,
  set,
  error,
}: {
  step: AgentStep;
  set: (step: Step) => void;
  error: string | undefined;
}) {
  const { agents } = useEditor();
  const isGone = step.agent_id !== "" && !agents.some(({ id }) => id === step.agent_id);
  const none = agents.length === 0 ? "Make one in Settings → Voice agent first." : undefined;
  return (
    <SelectField
      label="Voice agent"
      className="sm:max-w-sm"
      error={error}
      hint={none ?? "Calls that ask for a person, and those it can't take, go on along the route."}
      value={step.agent_id}
      onChange={({ target }) => set({ ...step, agent_id: target.value })}
    >
      <option value="">Choose one</option>
      {isGone && <option value={step.agent_id}>Deleted voice agent</option>}
      {agents.map(({ id, name, isPublished }) => (
        <option key={id} value={id}>
          {isPublished ? name : `${name} (not published)`}
        </option>
      ))}
    </SelectField>
  );
}
