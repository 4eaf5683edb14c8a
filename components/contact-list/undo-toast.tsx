"use client";

import { X } from "lucide-react";
import { useEffect, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { undoMany } from "@/lib/contact-list/actions";

const shownMs = 15_000;

type Done = { change?: string; message: string };

/** Says what was done to many contacts, and takes it back. */
export function UndoToast({
  done,
  onClose,
  onUndone,
}: {
  done: Done | undefined;
  onClose: () => void;
  onUndone: (done: Done) => void;
}) {
  const [pending, start] = useTransition();
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(onClose, shownMs);
    return () => clearTimeout(timer);
  }, [done, onClose]);

  function undo(change: string) {
    start(async () => {
      const form = new FormData();
      form.set("change", change);
      const state = await undoMany({ kind: "idle" }, form);
      if (state.kind !== "idle") onUndone({ message: state.message ?? "" });
    });
  }

  return (
    <div
      role="status"
      className="fixed inset-x-4 bottom-[calc(4.5rem+var(--dock,0px)+env(safe-area-inset-bottom))] z-30 flex justify-center md:bottom-[calc(1.5rem+var(--dock,0px))] md:left-64"
    >
      {done && (
        <div className="flex max-w-full items-center gap-2 rounded-lg border border-line bg-raised py-1.5 pr-1.5 pl-4 text-sm shadow-lg">
          <span className="min-w-0">{done.message}</span>
          {done.change && (
            <Button
              size="sm"
              variant="ghost"
              pending={pending}
              onClick={() => done.change && undo(done.change)}
            >
              Undo
            </Button>
          )}
          <IconButton label="Dismiss" onClick={onClose}>
            <X aria-hidden />
          </IconButton>
        </div>
      )}
    </div>
  );
}
