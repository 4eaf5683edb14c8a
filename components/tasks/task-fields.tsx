import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import type { TaskForm } from "@/lib/tasks/form";
import { reminders, repeatNames } from "@/lib/tasks/words";

/** What a task's forms ask: what, until when, whose, a reminder and how it repeats. */
export function TaskFields({
  people,
  task,
  hideLabel = false,
  focused = false,
}: {
  people: { user_id: string; name: string }[];
  task: Partial<TaskForm> & Pick<TaskForm, "owner_id">;
  hideLabel?: boolean;
  focused?: boolean;
}) {
  // A reminder that the list does not offer stays as it is.
  const other = reminders.every(([minutes]) => minutes !== (task.remind ?? "")) && task.remind;
  return (
    <>
      <TextField
        label="Task"
        name="title"
        hideLabel={hideLabel}
        maxLength={200}
        autoComplete="off"
        placeholder="What needs to be done?"
        defaultValue={task.title}
        {...(focused && { autoFocus: true })}
      />
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField label="Due" name="due" type="datetime-local" defaultValue={task.due} />
        <SelectField label="Owner" name="owner_id" defaultValue={task.owner_id}>
          {people.map(({ user_id, name }) => (
            <option key={user_id} value={user_id}>
              {name}
            </option>
          ))}
        </SelectField>
      </div>
      <details
        open={Boolean(task.remind) || (task.repeat ?? "none") !== "none"}
        className="[&[open]>summary]:mb-3"
      >
        <summary className="w-fit rounded-sm py-1 text-[13px] font-medium text-muted hover:text-ink">
          Reminder and repeat
        </summary>
        <div className="grid gap-3 sm:grid-cols-2">
          <SelectField label="Reminder" name="remind" defaultValue={task.remind ?? ""}>
            {other && <option value={other}>{other} minutes before</option>}
            {reminders.map(([minutes, words]) => (
              <option key={minutes} value={minutes}>
                {words}
              </option>
            ))}
          </SelectField>
          <SelectField label="Repeat" name="repeat" defaultValue={task.repeat ?? "none"}>
            {Object.entries(repeatNames).map(([repeat, words]) => (
              <option key={repeat} value={repeat}>
                {words}
              </option>
            ))}
          </SelectField>
        </div>
      </details>
    </>
  );
}
