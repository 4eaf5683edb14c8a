"use client";

import { useActionState } from "react";
import { sendAgain } from "@/lib/messages/actions";

/** Sends a message that failed once more, as a new one. */
export function SendAgain({ id }: { id: string }) {
  const [state, submit, pending] = useActionState(sendAgain, { kind: "idle" });
  if (state.kind === "done") {
    return (
      <span role="status" className="text-muted">
        {state.message}
      </span>
    );
  }
  return (
    <form action={submit} className="inline">
      <input type="hidden" name="id" value={id} />
      <button
        type="submit"
        disabled={pending}
        className="rounded-sm font-medium text-accent-text hover:underline"
      >
        Send again
      </button>
      {"message" in state && <span role="alert"> {state.message}</span>}
    </form>
  );
}
