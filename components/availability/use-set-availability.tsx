"use client";

import { type ReactNode, startTransition, useState } from "react";
import { setAvailability } from "@/lib/availability/actions";
import type { Choice } from "@/lib/availability/schema";

/** Sets one's own availability; `said` tells what came of it to those who see no menu. */
export function useSetAvailability(): { set: (choice: Choice) => void; said: ReactNode } {
  const [{ kind, words }, setSaid] = useState<{ kind: "set" | "failed"; words: string }>({
    kind: "set",
    words: "",
  });

  function set(choice: Choice) {
    startTransition(async () => {
      const form = new FormData();
      form.set("choice", choice);
      try {
        const state = await setAvailability({ kind: "idle" }, form);
        if (state.kind === "idle" || state.kind === "done") {
          setSaid({ kind: "set", words: "Your availability is set." });
        } else setSaid({ kind: "failed", words: state.message });
      } catch {
        setSaid({
          kind: "failed",
          words: "The server didn't answer. Your availability isn't set.",
        });
      }
    });
  }

  const said = (
    <p
      role={kind === "failed" ? "alert" : "status"}
      className={
        kind === "failed"
          ? "fixed bottom-20 left-1/2 z-30 w-max max-w-[90vw] -translate-x-1/2 rounded-lg border border-line bg-raised px-4 py-2 text-sm text-danger-text shadow-lg md:bottom-6"
          : "sr-only"
      }
    >
      {words}
    </p>
  );
  return { set, said };
}
