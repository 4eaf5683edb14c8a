"use client";

import { AgentField } from "@/components/routing/agent-field";
import { BranchFields } from "@/components/routing/branch-fields";
import { useEditor } from "@/components/routing/editor-context";
import { HoursFields } from "@/components/routing/hours-fields";
import { MenuFields } from "@/components/routing/menu-fields";
import { NumberInput } from "@/components/routing/number-input";
import { MailboxField, WhoFields } from "@/components/routing/people-fields";
import { QueueFields } from "@/components/routing/queue-fields";
import { RemoveStep } from "@/components/routing/remove-step";
import { SoundFields } from "@/components/routing/sound-fields";
import { useStepError } from "@/components/routing/step-errors";
import { SelectField } from "@/components/ui/select-field";
import { SwitchField } from "@/components/ui/switch-field";
import { TextField } from "@/components/ui/text-field";
import { stepWords } from "@/lib/routing/branches";
import { withStep } from "@/lib/routing/edit/draft";
import { orderWords } from "@/lib/routing/edit/words";
import { orders } from "@/lib/routing/limits";
import type { Step } from "@/lib/routing/route";

/** All fields of a step. */
export function StepForm({ id, step }: { id: string; step: Step }) {
  const { route, change, edits } = useEditor();
  const errorOf = useStepError(id);
  const set = (next: Step) => change(withStep(route, id, next));
  return (
    <fieldset disabled={!edits} className="flex min-w-0 flex-col gap-5">
      <TextField
        label="Name"
        hint="Your team's name for it. Optional."
        maxLength={60}
        autoComplete="off"
        className="sm:max-w-sm"
        error={errorOf("name")}
        value={step.name}
        onChange={(event) => set({ ...step, name: event.target.value })}
      />
      <Own step={step} set={set} errorOf={errorOf} />
      <BranchFields id={id} step={step} />
      {edits && <RemoveStep id={id} step={step} />}
    </fieldset>
  );
}

type Own = {
  step: Step;
  set: (step: Step) => void;
  errorOf: (path: string) => string | undefined;
};

function Own({ step, set, errorOf }: Own) {
  switch (step.kind) {
    case "greeting":
      return (
        <SoundFields
          place={stepWords(step)}
          label="What callers hear"
          audioHint="Left empty, they hear thanks for calling."
          sound={step.sound}
          errorOf={errorOf}
          onSound={(sound) => set({ ...step, sound })}
        />
      );
    case "hours":
      return (
        <HoursFields
          hours={step.hours}
          errorOf={errorOf}
          onHours={(hours) => set({ ...step, hours })}
        />
      );
    case "menu":
      return <MenuFields step={step} set={set} errorOf={errorOf} />;
    case "ring":
      return (
        <>
          <WhoFields
            who={step.who}
            errorOf={errorOf}
            inOrder={step.order === "in_turn"}
            onWho={(who) => set({ ...step, who })}
          />
          <SelectField
            label="Whose phone rings first"
            className="sm:max-w-sm"
            value={step.order}
            onChange={({ target }) => {
              const order = orders.find((one) => one === target.value);
              if (order) set({ ...step, order });
            }}
          >
            {orders.map((order) => (
              <option key={order} value={order}>
                {orderWords[order]}
              </option>
            ))}
          </SelectField>
          <RingSeconds step={step} set={set} errorOf={errorOf} />
        </>
      );
    case "owner":
      return <RingSeconds step={step} set={set} errorOf={errorOf} />;
    case "last_speaker":
      return (
        <>
          <NumberInput
            label="If they spoke within (days)"
            min={1}
            max={365}
            error={errorOf("days")}
            value={step.days}
            onValue={(days) => set({ ...step, days })}
          />
          <RingSeconds step={step} set={set} errorOf={errorOf} />
        </>
      );
    case "queue":
      return <QueueFields step={step} set={set} errorOf={errorOf} />;
    case "forward":
      return (
        <>
          <TextField
            label="Phone number"
            type="tel"
            autoComplete="off"
            className="sm:max-w-sm"
            error={errorOf("to")}
            hint="Whoever answers there has the caller immediately: nobody is asked to press 1."
            value={step.to}
            onChange={(event) => set({ ...step, to: event.target.value })}
          />
          <NumberInput
            label="Ring for (seconds)"
            min={5}
            max={60}
            error={errorOf("seconds")}
            value={step.seconds}
            onValue={(seconds) => set({ ...step, seconds })}
          />
        </>
      );
    case "agent":
      return <AgentField step={step} set={set} error={errorOf("agent_id")} />;
    case "voicemail":
      return (
        <>
          <MailboxField mailbox={step.mailbox} onMailbox={(mailbox) => set({ ...step, mailbox })} />
          <SoundFields
            place={stepWords(step)}
            label="What callers hear before the tone"
            audioHint="Left empty, a sentence asks for a message."
            hint="Left empty, a sentence asks for a message."
            sound={step.sound}
            errorOf={errorOf}
            onSound={(sound) => set({ ...step, sound })}
          />
          <NumberInput
            label="Longest message (seconds)"
            min={10}
            max={300}
            error={errorOf("max_seconds")}
            value={step.max_seconds}
            onValue={(max_seconds) => set({ ...step, max_seconds })}
          />
        </>
      );
    case "hang_up":
      return (
        <>
          <SoundFields
            place={stepWords(step)}
            label="What callers hear first"
            audioHint="Left empty, they hear goodbye."
            hint="Left empty, the call just ends."
            sound={step.sound ?? { text: "" }}
            errorOf={errorOf}
            onSound={(sound) => set({ ...step, sound: sound.text || sound.audio ? sound : null })}
          />
          <SwitchField
            label="The caller is served by this"
            hint="They heard what they called for, such as your address: the call isn't missed."
            checked={step.serves}
            onChange={(event) => set({ ...step, serves: event.target.checked })}
          />
        </>
      );
    default:
      return step satisfies never;
  }
}

function RingSeconds({
  step,
  set,
  errorOf,
}: Own & { step: Extract<Step, { kind: "ring" | "owner" | "last_speaker" }> }) {
  return (
    <NumberInput
      label="Ring for (seconds)"
      hint="At most 25: after that, a phone's own voicemail answers."
      min={5}
      max={25}
      error={errorOf("seconds")}
      value={step.seconds}
      onValue={(seconds) => set({ ...step, seconds })}
    />
  );
}
