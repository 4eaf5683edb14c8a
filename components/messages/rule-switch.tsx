"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { switchMessageRule } from "@/lib/messages/settings-actions";

/** Switches an automatic reply off, or on again. */
export function RuleSwitch({
  id,
  title,
  enabled,
}: {
  id: string;
  title: string;
  enabled: boolean;
}) {
  const [, submit, pending] = useActionState(switchMessageRule, { kind: "idle" });
  const words = enabled ? "Switch off" : "Switch on";
  return (
    <form action={submit}>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="enabled" value={String(!enabled)} />
      <Button
        type="submit"
        variant="ghost"
        size="sm"
        pending={pending}
        aria-label={`${words}: ${title}`}
      >
        {words}
      </Button>
    </form>
  );
}
