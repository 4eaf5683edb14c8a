"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";

const words = { copied: "Copied", refused: "Copy by hand" };

/** Copies a text; says so on the button until the pointer or focus leaves it. */
export function CopyButton({
  text,
  label = "Copy",
  shown = "Copy",
}: {
  text: string;
  label?: string;
  /** Of `label`, what is read on the button. */
  shown?: string;
}) {
  const [state, setState] = useState<"idle" | keyof typeof words>("idle");
  async function copy() {
    // Browsers offer the clipboard to pages served over HTTPS or from this machine only.
    const done = navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    setState((await done) ? "copied" : "refused");
  }
  const rest = () => setState("idle");
  return (
    <Button
      size="sm"
      onClick={copy}
      onBlur={rest}
      onPointerLeave={rest}
      aria-label={state === "idle" ? label : words[state]}
    >
      {state === "copied" ? (
        <Check aria-hidden className="size-4" />
      ) : (
        <Copy aria-hidden className="size-4" />
      )}
      <span aria-live="polite">{state === "idle" ? shown : words[state]}</span>
    </Button>
  );
}
