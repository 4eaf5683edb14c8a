"use client";

import { useActionState } from "react";
import { cancelScheduled } from "@/lib/messages/actions";

/** Takes a scheduled message back. */
export function CancelScheduled({ id }: { id: string }) {
  const [state, submit, pending] = useActionState(cancelScheduled, { kind: "idle" });
  return (
    <form action={submit} className="inline">
      <input type="hidden" name="id" value={id} />
      <button
        type="submit"
        disabled={pending}
        className="rounded-sm font-medium text-accent-text hover:underline"
      >
        Cancel it
      </button>
      {state.kind === "refused" && <span role="alert"> {state.message}</span>}
    </form>
  );
}
