"use client";

import { TaskFields } from "@/components/tasks/task-fields";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { OnceId } from "@/components/ui/once-id";
import { SubmitButton } from "@/components/ui/submit-button";
import { createTask } from "@/lib/tasks/actions";

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
  focused = false,
  onDone,
}: {
  id: string;
  contactId?: string;
  callId?: string;
  title?: string;
  due?: string;
  people: { user_id: string; name: string }[];
  ownerId: string;
  focused?: boolean;
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
      <OnceId id={id} />
      {contactId && <input type="hidden" name="contact_id" value={contactId} />}
      {callId && <input type="hidden" name="call_id" value={callId} />}
      <TaskFields
        people={people}
        task={{ title, due, owner_id: ownerId }}
        hideLabel
        focused={focused}
      />
      <FormNotice />
      <div className="flex justify-end">
        <SubmitButton size="sm">Add task</SubmitButton>
      </div>
    </Form>
  );
}
