import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { remove } from "@/lib/team/actions";
import type { Colleague } from "@/lib/team/store";

export function RemovePerson({
  person,
  self,
  open,
  onOpenChange,
}: {
  person: Colleague;
  self: boolean;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={self ? "Leave the company?" : `Remove ${person.name}?`}
      description={
        self
          ? `You lose access immediately. Your calls and contacts stay. To come back, you need a new invitation.`
          : `They lose access immediately and their phone no longer rings. Their calls and contacts stay.`
      }
      confirmLabel={self ? "Leave" : "Remove"}
      danger
      action={remove}
      fields={{ user_id: person.user_id }}
    />
  );
}
