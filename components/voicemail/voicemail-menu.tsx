"use client";

import { CheckCheck, Ellipsis, MailOpen, Trash2, UserPlus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { iconButtonClass } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import { MenuItem } from "@/components/ui/menu-item";
import { removeVoicemail, setHeard } from "@/lib/voicemail/actions";

const AssignDialog = dynamic(
  () => import("@/components/voicemail/assign-dialog").then((file) => file.AssignDialog),
  { ssr: false },
);

/** What can be done with a message besides playing it and calling back. */
export function VoicemailMenu({
  id,
  isHeard,
  mailbox,
  caller,
  people,
}: {
  id: string;
  isHeard: boolean;
  /** Whose it is; null: the shared one. */
  mailbox: string | null;
  caller: string;
  /** Whom it can be given to. */
  people: { user_id: string; name: string }[];
}) {
  const [asked, ask] = useState<"assign" | "delete">();
  const close = (open: boolean) => !open && ask(undefined);
  const name = `Voicemail from ${caller}`;

  async function mark() {
    const form = new FormData();
    form.set("id", id);
    form.set("heard", String(!isHeard));
    await setHeard({ kind: "idle" }, form);
  }

  return (
    <>
      <Menu
        label={`${name}: actions`}
        face={<Ellipsis aria-hidden />}
        heading={name}
        className={iconButtonClass}
      >
        <MenuItem action={mark}>
          {isHeard ? <MailOpen aria-hidden /> : <CheckCheck aria-hidden />}
          {isHeard ? "Mark as unheard" : "Mark as heard"}
        </MenuItem>
        <MenuItem action={() => ask("assign")}>
          <UserPlus aria-hidden />
          Assign
        </MenuItem>
        <MenuItem action={() => ask("delete")}>
          <Trash2 aria-hidden />
          Delete
        </MenuItem>
      </Menu>
      {asked === "assign" && (
        <AssignDialog
          id={id}
          mailbox={mailbox}
          caller={caller}
          people={people}
          onOpenChange={close}
        />
      )}
      <ConfirmDialog
        title={`Delete the voicemail from ${caller}?`}
        description="This permanently deletes the message, here and at Twilio. The call stays in the log, with who deleted the message and when."
        confirmLabel="Delete"
        danger
        open={asked === "delete"}
        onOpenChange={close}
        action={removeVoicemail}
        fields={{ id }}
      />
    </>
  );
}
