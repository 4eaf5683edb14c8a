"use client";

import { X } from "lucide-react";
import { useEffect, useTransition } from "react";
import { noteBlocked, useLastBlocked } from "@/components/blocking/last-blocked";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { unblockCaller } from "@/lib/blocking/actions";

const shownMs = 12_000;

/** Says who was just blocked, and takes it back. */
export function UndoBlock() {
  const blocked = useLastBlocked();
  const [pending, start] = useTransition();
  useEffect(() => {
    if (!blocked) return;
    const timer = setTimeout(() => noteBlocked(undefined), shownMs);
    return () => clearTimeout(timer);
  }, [blocked]);

  function undo(number: string) {
    start(async () => {
      const form = new FormData();
      form.set("number", number);
      form.set("undo", "1");
      await unblockCaller({ kind: "idle" }, form);
      noteBlocked(undefined);
    });
  }

  return (
    <div
      role="status"
      className="fixed inset-x-4 bottom-[calc(4.5rem+var(--dock,0px)+env(safe-area-inset-bottom))] z-30 flex justify-center md:bottom-[calc(1.5rem+var(--dock,0px))] md:left-64"
    >
      {blocked && (
        <div className="flex max-w-full items-center gap-2 rounded-lg border border-line bg-raised py-1.5 pr-1.5 pl-4 text-sm shadow-lg">
          <span className="min-w-0">{blocked.problem ?? `${blocked.spoken} is blocked`}</span>
          {!blocked.problem && (
            <Button
              size="sm"
              variant="ghost"
              pending={pending}
              onClick={() => undo(blocked.number)}
            >
              Undo
            </Button>
          )}
          <IconButton label="Dismiss" onClick={() => noteBlocked(undefined)}>
            <X aria-hidden />
          </IconButton>
        </div>
      )}
    </div>
  );
}
