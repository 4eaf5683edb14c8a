import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { removeCompany } from "@/lib/companies/actions";

/** Deletes a company that has no people any more. */
export function DeleteCompany({ id, name }: { id: string; name: string }) {
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" size="sm" className="self-start text-danger-text">
          Delete company
        </Button>
      }
      title={`Delete ${name}?`}
      description="Only a company without people can be deleted, archived ones included."
      confirmLabel="Delete"
      danger
      action={removeCompany}
      fields={{ id }}
    />
  );
}
