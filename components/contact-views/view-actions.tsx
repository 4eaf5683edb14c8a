"use client";

import { MoreHorizontal } from "lucide-react";
import { useState } from "react";
import { ViewFields } from "@/components/contact-views/view-fields";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { Menu } from "@/components/ui/menu";
import { MenuButton } from "@/components/ui/menu-item";
import { SubmitButton } from "@/components/ui/submit-button";
import { removeView, renameView, saveView, updateView } from "@/lib/contact-views/actions";

type Open = { id: string; name: string; is_shared: boolean; was: string; mayChange: boolean };

/**
 * What can be done with what the list shows: saved as a view, or as the one that it was made from;
 * that one renamed, shared or deleted.
 */
export function ViewActions({
  newId,
  query,
  canSave,
  open,
}: {
  /** What a new view is called by, so that one that is sent twice is saved once. */
  newId: string;
  query: string;
  /** It is neither all contacts nor a view as it was saved. */
  canSave: boolean;
  open: Open | undefined;
}) {
  // The page draws another whenever it is rendered again.
  const [firstId] = useState(newId);
  const [dialog, setDialog] = useState<"rename" | "remove">();
  const onOpenChange = (isOpen: boolean) => !isOpen && setDialog(undefined);
  return (
    <div className="flex shrink-0 items-center gap-1 pb-1 md:ml-auto md:pb-0">
      {canSave && open?.mayChange && (
        <Form action={updateView} className="flex items-center gap-2">
          <input type="hidden" name="id" value={open.id} />
          <input type="hidden" name="query" value={query} />
          <input type="hidden" name="was" value={open.was} />
          <FormNotice />
          <SubmitButton variant="ghost" size="sm">
            Save changes
          </SubmitButton>
        </Form>
      )}
      {canSave && (
        <ConfirmDialog
          trigger={
            <Button variant="ghost" size="sm">
              {open ? "Save as new view" : "Save view"}
            </Button>
          }
          title="Save view"
          description="Its filters, order and columns, under a name."
          confirmLabel="Save"
          action={saveView}
          fields={{ id: firstId, query }}
        >
          <ViewFields />
        </ConfirmDialog>
      )}
      {open?.mayChange && (
        <>
          <Menu
            label={`More about the view ${open.name}`}
            className="flex size-11 items-center justify-center rounded-lg text-muted hover:bg-sunken hover:text-ink md:size-8"
            face={<MoreHorizontal aria-hidden className="size-4" />}
          >
            <MenuButton onClick={() => setDialog("rename")}>Rename or share…</MenuButton>
            <MenuButton onClick={() => setDialog("remove")}>Delete view…</MenuButton>
          </Menu>
          <ConfirmDialog
            open={dialog === "rename"}
            onOpenChange={onOpenChange}
            title="Rename or share"
            description="Filters, order and columns are saved by “Save changes” above the list."
            confirmLabel="Save"
            action={renameView}
            fields={{ id: open.id }}
            loaded={{ name: open.name, is_shared: open.is_shared }}
          >
            <ViewFields name={open.name} shared={open.is_shared} />
          </ConfirmDialog>
          <ConfirmDialog
            open={dialog === "remove"}
            onOpenChange={onOpenChange}
            title={`Delete the view “${open.name}”?`}
            description={
              open.is_shared
                ? "It goes for everyone. The contacts in it stay."
                : "The contacts in it stay."
            }
            confirmLabel="Delete"
            danger
            action={removeView}
            fields={{ id: open.id }}
          />
        </>
      )}
    </div>
  );
}
