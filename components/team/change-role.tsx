import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { giveRole } from "@/lib/team/actions";
import type { Colleague } from "@/lib/team/store";
import { roleWords } from "@/lib/team/words";

export function ChangeRole({
  person,
  open,
  onOpenChange,
}: {
  person: Colleague;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Change ${person.name}'s role`}
      description="Takes effect immediately."
      confirmLabel="Save role"
      action={giveRole}
      fields={{ user_id: person.user_id }}
      loaded={{ role: person.role }}
    >
      <fieldset className="flex flex-col gap-2">
        <legend className="sr-only">Role</legend>
        {Object.entries(roleWords).map(([role, { name, may }]) => (
          <label
            key={role}
            className="flex cursor-pointer items-start gap-3 rounded-lg border border-line p-3 has-checked:border-accent-text has-checked:bg-accent-soft"
          >
            <input
              type="radio"
              name="role"
              value={role}
              defaultChecked={role === person.role}
              className="mt-1 accent-accent"
            />
            <span>
              <span className="block text-sm font-medium text-ink">{name}</span>
              <span className="block text-[13px] text-muted">{may}</span>
            </span>
          </label>
        ))}
      </fieldset>
    </ConfirmDialog>
  );
}
