"use client";

import { Button } from "@/components/ui/button";
import { FormConflicts } from "@/components/ui/form-conflicts";
import { useForm } from "@/components/ui/form-context";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";

/**
 * What the action of the form around it had to say: nothing before it ran, and nothing that a field
 * says already.
 */
export function FormNotice() {
  const { state, pending, signIn } = useForm();
  switch (state.kind) {
    case "idle":
      return null;
    case "done":
      return state.message ? <Notice tone="ok">{state.message}</Notice> : null;
    case "refused":
      if (Object.values(state.fields ?? {}).includes(state.message)) return null;
      return <Notice tone="danger">{state.message}</Notice>;
    case "conflict":
      return <FormConflicts message={state.message} conflicts={state.conflicts} />;
    case "signed_out":
      return (
        <Notice tone="warn" title="You were signed out, so this isn't saved yet.">
          <p>What you typed is still here.</p>
          <Button size="sm" className="mt-2" pending={pending} onClick={signIn}>
            Sign in
          </Button>
        </Notice>
      );
    case "other_person":
      return (
        <Notice tone="warn" title={state.message}>
          <p>This form was opened by someone else. It isn't saved yet.</p>
          <SubmitButton
            variant="secondary"
            size="sm"
            className="mt-2"
            name="$person"
            value={state.person.userId}
          >
            Save in {state.person.company}
          </SubmitButton>
        </Notice>
      );
  }
}
