"use client";

import { useActionState } from "react";
import type { ActionState } from "@/lib/auth/form-state";

/** What can be done with one message of a thread: a link in its line that sends a form. */
export function MessageAction<Result>({
  id,
  label,
  action,
}: {
  id: string;
  label: string;
  action: (state: ActionState<Result>, form: FormData) => Promise<ActionState<Result>>;
}) {
  const [state, submit, pending] = useActionState<ActionState<Result>, FormData>(action, {
    kind: "idle",
  });
  const said = "message" in state ? state.message : undefined;
  if (state.kind === "done" && said) {
    return (
      <span role="status" className="text-muted">
        {said}
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
        {label}
      </button>
      {said && <span role="alert"> {said}</span>}
    </form>
  );
}
