import { DeleteLine } from "@/components/settings/delete-line";
import { EditInDialog } from "@/components/settings/edit-in-dialog";
import { MergeTagDialog } from "@/components/tags/merge-tag-dialog";
import { TextField } from "@/components/ui/text-field";
import { removeTag, renameTag } from "@/lib/tags/actions";

type Tag = { id: string; name: string };

/** What managers and admins do with a tag. */
export function TagActions({ tag: { id, name }, others }: { tag: Tag; others: Tag[] }) {
  return (
    <span className="flex items-center">
      <EditInDialog id={id} name={name} action={renameTag}>
        <TextField
          label="Name"
          name="name"
          maxLength={40}
          autoComplete="off"
          required
          defaultValue={name}
        />
      </EditInDialog>
      {others.length > 0 && <MergeTagDialog id={id} name={name} others={others} />}
      <DeleteLine
        name={name}
        title={`Delete the tag “${name}”?`}
        description="It is taken off every contact. This can't be undone."
        action={removeTag}
        fields={{ id }}
      />
    </span>
  );
}
