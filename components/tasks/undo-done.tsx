"use client";

import { X } from "lucide-react";
import { useEffect, useTransition } from "react";
import { noteDone, useLastDone } from "@/components/tasks/last-done";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { markTask } from "@/lib/tasks/actions";

const shownMs = 12_000;

/** Says which task was just marked as done, and takes it back. */
export function UndoDone() {
  const task = useLastDone();
  const [pending, start] = useTransition();
  useEffect(() => {
    if (!task) return;
    const timer = setTimeout(() => noteDone(undefined), shownMs);
    return () => clearTimeout(timer);
  }, [task]);

  function undo(id: string) {
    start(async () => {
      const form = new FormData();
      form.set("id", id);
      form.set("done", "false");
      await markTask({ kind: "idle" }, form);
      noteDone(undefined);
    });
  }

  return (
    <div
      role="status"
      className="fixed inset-x-4 bottom-[calc(4.5rem+env(safe-area-inset-bottom))] z-30 flex justify-center md:bottom-6"
    >
      {task && (
        <div className="flex max-w-full items-center gap-2 rounded-lg border border-line bg-raised py-1.5 pr-1.5 pl-4 text-sm shadow-lg">
          <span className="min-w-0 truncate">“{task.title}” is done</span>
          <Button size="sm" variant="ghost" pending={pending} onClick={() => undo(task.id)}>
            Undo
          </Button>
          <IconButton label="Dismiss" onClick={() => noteDone(undefined)}>
            <X aria-hidden />
          </IconButton>
        </div>
      )}
    </div>
  );
}
