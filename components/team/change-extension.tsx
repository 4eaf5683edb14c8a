import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { TextField } from "@/components/ui/text-field";
import { giveExtension } from "@/lib/colleagues/actions";

export function ChangeExtension({
  person,
  suggested,
  open,
  onOpenChange,
}: {
  person: { user_id: string; name: string; extension: string | null };
  /** The next one that is free. */
  suggested: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Extension of ${person.name}`}
      description="Colleagues type it in the search to call."
      confirmLabel="Save extension"
      action={giveExtension}
      fields={{ user_id: person.user_id }}
      loaded={{ extension: person.extension }}
    >
      <TextField
        label="Extension"
        name="extension"
        inputMode="numeric"
        autoComplete="off"
        maxLength={5}
        defaultValue={person.extension ?? suggested}
        hint={`2 to 5 digits; empty for none. ${suggested} is free.`}
      />
    </ConfirmDialog>
  );
}
