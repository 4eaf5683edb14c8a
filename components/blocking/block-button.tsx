"use client";

import { ShieldBan } from "lucide-react";
import { useTransition } from "react";
import { noteBlocked } from "@/components/blocking/last-blocked";
import { IconButton } from "@/components/ui/icon-button";
import { blockCaller } from "@/lib/blocking/actions";

/** Blocks calls from a number (E.164) at once; UndoBlock, on the same page, takes it back. */
export function BlockButton({
  number,
  spoken,
  className,
}: {
  number: string;
  spoken: string;
  className?: string;
}) {
  const [pending, start] = useTransition();
  function block() {
    start(async () => {
      const form = new FormData();
      form.set("number", number);
      try {
        const state = await blockCaller({ kind: "idle" }, form);
        const isDone = state.kind === "done" || state.kind === "idle";
        noteBlocked({ number, spoken, ...(!isDone && { problem: state.message }) });
      } catch {
        noteBlocked({ number, spoken, problem: "The server didn't answer. Try again." });
      }
    });
  }
  return (
    <IconButton label={`Block ${spoken}`} onClick={block} disabled={pending} className={className}>
      <ShieldBan aria-hidden />
    </IconButton>
  );
}
