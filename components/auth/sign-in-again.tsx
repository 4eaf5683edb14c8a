"use client";

import { type FormEvent, useState } from "react";
import { askApi } from "@/components/calls/ask-api";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useFormPerson } from "@/components/ui/form-context";
import { Notice } from "@/components/ui/notice";
import { TextField } from "@/components/ui/text-field";

/**
 * Sign-in over a form. Not a server action: that would render the page again for whoever signed in,
 * and the form with what was typed would go where they may not see it.
 */
export function SignInAgain({
  open,
  onOpenChange,
  onSignedIn,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onSignedIn: () => void;
}) {
  const person = useFormPerson();
  const [problem, setProblem] = useState<string>();
  const [pending, setPending] = useState(false);

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    event.stopPropagation();
    if (pending) return;
    setPending(true);
    setProblem(undefined);
    const values = Object.fromEntries(new FormData(event.currentTarget));
    const answer = await askApi("/api/sign-in", values);
    setPending(false);
    if (answer.success) onSignedIn();
    else setProblem(answer.error.message);
  }

  return (
    <Dialog
      title="Sign in to save"
      description="You were signed out. What you typed is still here."
      open={open}
      onOpenChange={onOpenChange}
    >
      <form onSubmit={send} className="flex flex-col gap-4">
        <TextField
          label="Email"
          name="email"
          type="email"
          autoComplete="username"
          defaultValue={person?.email}
          required
        />
        <TextField
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
        {problem && <Notice tone="danger">{problem}</Notice>}
        <div className="flex justify-end gap-2">
          <Button type="submit" variant="primary" pending={pending}>
            Sign in and save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
