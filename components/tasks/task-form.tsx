"use client";

import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { createTask } from "@/lib/tasks/actions";
import { reminders, repeatNames } from "@/lib/tasks/words";

/**
 * Adds a task, about a contact or a call where one is given. `id` is the task's: sent twice, it is
 * added once. `people` may own it, `ownerId` is chosen at first; `due` is what a clock of the
 * company's zone shows (YYYY-MM-DDTHH:mm).
 */
export function TaskForm({
  id,
  contactId,
  callId,
  title,
  due,
  people,
  ownerId,
  onDone,
}: {
  id: string;
  contactId?: string;
  callId?: string;
  title?: string;
  due?: string;
  people: { user_id: string; name: string }[];
  ownerId: string;
  onDone?: () => void;
}) {
  return (
    <Form
      action={createTask}
      resetOnDone
      onDone={onDone}
      label="New task"
      className="flex flex-col gap-3"
    >
      <input type="hidden" name="id" value={id} />
      {contactId && <input type="hidden" name="contact_id" value={contactId} />}
      {callId && <input type="hidden" name="call_id" value={callId} />}
      <TextField
        label="Task"
        name="title"
        hideLabel
        maxLength={200}
        autoComplete="off"
        placeholder="What needs to be done?"
        defaultValue={title}
      />
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField label="Due" name="due" type="datetime-local" defaultValue={due} />
        <SelectField label="Owner" name="owner_id" defaultValue={ownerId}>
          {people.map(({ user_id, name }) => (
            <option key={user_id} value={user_id}>
              {name}
            </option>
          ))}
        </SelectField>
      </div>
      <details className="[&[open]>summary]:mb-3">
        <summary className="w-fit rounded-sm py-1 text-[13px] font-medium text-muted hover:text-ink">
          Reminder and repeat
        </summary>
        <div className="grid gap-3 sm:grid-cols-2">
          <SelectField label="Reminder" name="remind" defaultValue="">
            {reminders.map(([minutes, words]) => (
              <option key={minutes} value={minutes}>
                {words}
              </option>
            ))}
          </SelectField>
          <SelectField label="Repeat" name="repeat" defaultValue="none">
            {Object.entries(repeatNames).map(([repeat, words]) => (
              <option key={repeat} value={repeat}>
                {words}
              </option>
            ))}
          </SelectField>
        </div>
      </details>
      <FormNotice />
      <div className="flex justify-end">
        <SubmitButton size="sm">Add task</SubmitButton>
      </div>
    </Form>
  );
}
