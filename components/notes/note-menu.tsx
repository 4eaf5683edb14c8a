"use client";

import { Ellipsis, Pencil, Pin, PinOff, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { iconButtonClass } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import { MenuItem } from "@/components/ui/menu-item";
import { removeNote, setNotePinned } from "@/lib/notes/actions";

const EditNote = dynamic(
  () => import("@/components/notes/edit-note").then((file) => file.EditNote),
  {
    ssr: false,
  },
);

/** What can be done with a note: pin, edit and delete, as far as this person may. */
export function NoteMenu({
  note,
  name,
  mayPin,
  mayEdit,
  mayDelete,
}: {
  note: { id: string; body: string; pinned_at: string | null };
  /** "Note by Rae Rep". */
  name: string;
  mayPin: boolean;
  mayEdit: boolean;
  mayDelete: boolean;
}) {
  const [asked, ask] = useState<"edit" | "delete">();
  const pinned = note.pinned_at !== null;

  async function pin() {
    const form = new FormData();
    form.set("id", note.id);
    form.set("pinned", String(!pinned));
    await setNotePinned({ kind: "idle" }, form);
  }

  if (!mayPin && !mayEdit && !mayDelete) return null;
  const close = (open: boolean) => !open && ask(undefined);
  return (
    <>
      <Menu
        label={`${name}: actions`}
        face={<Ellipsis aria-hidden />}
        heading={name}
        className={iconButtonClass}
      >
        {mayPin && (
          <MenuItem action={pin}>
            {pinned ? <PinOff aria-hidden /> : <Pin aria-hidden />}
            {pinned ? "Unpin" : "Pin to top"}
          </MenuItem>
        )}
        {mayEdit && (
          <MenuItem action={() => ask("edit")}>
            <Pencil aria-hidden />
            Edit
          </MenuItem>
        )}
        {mayDelete && (
          <MenuItem action={() => ask("delete")}>
            <Trash2 aria-hidden />
            Delete
          </MenuItem>
        )}
      </Menu>
      {asked === "edit" && <EditNote note={note} open onOpenChange={close} />}
      <ConfirmDialog
        title="Delete this note?"
        description="It's deleted for everyone and can't be restored."
        confirmLabel="Delete"
        danger
        open={asked === "delete"}
        onOpenChange={close}
        action={removeNote}
        fields={{ id: note.id }}
      />
    </>
  );
}
