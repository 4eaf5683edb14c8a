"use client";

import { startTransition, useEffect } from "react";
import { markRead } from "@/lib/messages/actions";

/** Marks the thread as read once it is seen: not in a tab that is behind others. */
export function MarkRead({ id, count }: { id: string; count: number }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: again when more has come
  useEffect(() => {
    const mark = () => {
      if (document.visibilityState !== "visible") return;
      document.removeEventListener("visibilitychange", mark);
      const form = new FormData();
      form.set("id", id);
      startTransition(async () => {
        await markRead({ kind: "idle" }, form);
      });
    };
    document.addEventListener("visibilitychange", mark);
    mark();
    return () => document.removeEventListener("visibilitychange", mark);
  }, [id, count]);
  return null;
}
