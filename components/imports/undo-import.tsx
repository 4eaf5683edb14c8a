import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { undoImport } from "@/lib/imports/actions";

export function UndoImport({ id }: { id: string }) {
  return (
    <ConfirmDialog
      trigger={<Button>Undo import…</Button>}
      title="Undo this import?"
      description="Contacts it added are removed, and contacts it changed get back what they had. What people have changed or added since is kept, and so are new contacts with calls, notes or tasks."
      confirmLabel="Undo the import"
      danger
      action={undoImport}
      fields={{ id }}
    />
  );
}
