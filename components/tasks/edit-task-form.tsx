import { TaskFields } from "@/components/tasks/task-fields";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { LinkButton } from "@/components/ui/link-button";
import { SubmitButton } from "@/components/ui/submit-button";
import { saveTask } from "@/lib/tasks/actions";
import type { TaskForm } from "@/lib/tasks/form";

/** Edits a task. `contactId` is whose page it goes back to, else it goes to all tasks. */
export function EditTaskForm({
  id,
  task,
  people,
  contactId,
}: {
  id: string;
  task: TaskForm;
  people: { user_id: string; name: string }[];
  contactId?: string;
}) {
  return (
    <Form action={saveTask} loaded={task} label="Edit task" className="flex flex-col gap-4">
      <input type="hidden" name="id" value={id} />
      {contactId && <input type="hidden" name="contact_id" value={contactId} />}
      <TaskFields people={people} task={task} />
      <FormNotice />
      <div className="flex justify-end gap-2">
        <LinkButton href={contactId ? `/contacts/${contactId}` : "/tasks"}>Cancel</LinkButton>
        <SubmitButton>Save</SubmitButton>
      </div>
    </Form>
  );
}
