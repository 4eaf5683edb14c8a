"use client";

import { Pause, Play } from "lucide-react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { LinkButton } from "@/components/ui/link-button";
import { SubmitButton } from "@/components/ui/submit-button";
import { removeCallList, setCallListState } from "@/lib/call-lists/actions";

/** What a list's owner, a manager or an admin can do with it. */
export function ListActions({ id, name, state }: { id: string; name: string; state: string }) {
  const paused = state === "paused";
  return (
    <>
      {state !== "finished" && (
        <Form action={setCallListState} className="contents">
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name="state" value={paused ? "active" : "paused"} />
          <FormNotice />
          <SubmitButton variant="secondary">
            {paused ? (
              <Play aria-hidden className="size-4" />
            ) : (
              <Pause aria-hidden className="size-4" />
            )}
            {paused ? "Resume" : "Pause"}
          </SubmitButton>
        </Form>
      )}
      <LinkButton href={`/call-lists/${id}/edit`}>Edit</LinkButton>
      <ConfirmDialog
        trigger={<Button variant="ghost">Delete</Button>}
        title={`Delete “${name}”?`}
        description="The list and its results go. Contacts, calls and notes stay."
        confirmLabel="Delete"
        danger
        action={removeCallList}
        fields={{ id }}
      />
    </>
  );
}
