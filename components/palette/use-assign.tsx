"use client";

import { type ReactNode, startTransition, useState } from "react";
import { UndoToast } from "@/components/contact-list/undo-toast";
import { changeMany } from "@/lib/contact-list/actions";

/** Gives a contact an owner (none: ""); `assigned` says that it is done, with Undo. */
export function useAssign(): {
  assign: (contactId: string, owner: string) => void;
  assigned: ReactNode;
} {
  const [done, setDone] = useState<{ change?: string; message: string }>();

  function assign(contactId: string, owner: string) {
    startTransition(async () => {
      const change = crypto.randomUUID();
      const form = new FormData();
      const asked = { change, what: "owner", value: owner, ids: contactId };
      for (const [name, text] of Object.entries(asked)) form.set(name, text);
      try {
        const state = await changeMany({ kind: "idle" }, form);
        if (state.kind === "idle") return;
        const isDone = state.kind === "done" && state.result;
        setDone({ message: state.message ?? "", ...(isDone ? { change } : {}) });
      } catch {
        setDone({ message: "The server didn't answer. The owner isn't changed." });
      }
    });
  }

  return {
    assign,
    assigned: <UndoToast done={done} onClose={() => setDone(undefined)} onUndone={setDone} />,
  };
}
