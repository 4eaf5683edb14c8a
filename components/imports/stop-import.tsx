import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { stopImport } from "@/lib/imports/actions";

export function StopImport({ id, isDraft = false }: { id: string; isDraft?: boolean }) {
  return (
    <ConfirmDialog
      trigger={<Button className="self-start">{isDraft ? "Discard" : "Stop…"}</Button>}
      title={isDraft ? "Discard this file?" : "Stop this import?"}
      description={
        isDraft
          ? "Nothing of it has been imported."
          : "Rows imported so far stay. You can undo them afterwards."
      }
      confirmLabel={isDraft ? "Discard" : "Stop the import"}
      danger
      action={stopImport}
      fields={{ id }}
    />
  );
}
