"use client";

import { unstable_rethrow } from "next/navigation";
import {
  type FormEvent,
  Fragment,
  type ReactNode,
  startTransition,
  useActionState,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
} from "react";
import { FormFactsContext, useFormPerson } from "@/components/ui/form-context";
import { useOpened } from "@/components/ui/form-opened";
import { useSignInAgain } from "@/components/ui/form-sign-in";
import type { ActionState } from "@/lib/auth/form-state";

const noAnswer =
  "The server didn't answer, so this may not be saved. What you typed is still here.";

/**
 * A form with a server action. Fields inside show the sentence for their `name`, SubmitButton is
 * busy while it runs, FormNotice shows the answer. Works as a plain form until JavaScript has
 * loaded; from then on what was typed stays until it is saved: after a refusal, without an answer,
 * and when the session has ended. `loaded` are the values that it edits, by column: with them a
 * save that someone else's change stands in the way of asks. `resetOnDone` empties it after
 * success. `onRefused` hears of what was surely not carried out.
 */
export function Form<Result = undefined>({
  action,
  loaded,
  resetOnDone = false,
  onDone,
  onRefused,
  className = "flex flex-col gap-5",
  label,
  children,
}: {
  action: (previous: ActionState<Result>, form: FormData) => Promise<ActionState<Result>>;
  loaded?: Record<string, unknown>;
  resetOnDone?: boolean;
  onDone?: (result: Result | undefined) => void;
  onRefused?: () => void;
  className?: string;
  label?: string;
  children: ReactNode;
}) {
  // The first is the browser's own without script, and what came of it; with script the second goes
  // on from there.
  const [drawn, plainSubmit] = useActionState(action, { kind: "idle" });
  const [state, submit, pending] = useActionState(safely(action), drawn);
  const form = useRef<HTMLFormElement>(null);
  const lastSent = useRef<FormData>(undefined);
  const person = useFormPerson();
  const { opened, adopt, touch, reopen } = useOpened({ loaded, person, drawn, form });
  const { signIn, dialog } = useSignInAgain(() => {
    if (lastSent.current) send(lastSent.current);
  });
  const finish = useEffectEvent((result: Result | undefined, saved: boolean) => {
    if (resetOnDone || saved) reopen();
    onDone?.(result);
  });
  const refuse = useEffectEvent(() => onRefused?.());
  const askToSignIn = useEffectEvent(() => signIn());

  // Where script runs, the sentences are ours, all at once; without it the browser's stand in.
  useEffect(() => {
    if (form.current) form.current.noValidate = true;
  }, []);

  useEffect(() => {
    if (state.kind === "refused") {
      if (!state.unclear) refuse();
      form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
    }
    if (state.kind === "conflict") {
      form.current?.querySelector<HTMLElement>('[name^="$choice:"]')?.focus();
    }
    if (state.kind === "signed_out") askToSignIn();
    if (state.kind === "done") finish(state.result, state.saved === true);
  }, [state]);

  function send(values: FormData) {
    lastSent.current = values;
    startTransition(() => submit(values));
  }

  // React empties a form after its action; sending it ourselves keeps what was typed.
  function onSubmit(event: FormEvent<HTMLFormElement>) {
    // A dialog's form in here is elsewhere in the page, yet its events come by.
    if (event.target !== event.currentTarget) return;
    event.preventDefault();
    if (pending) return;
    const { submitter } = event.nativeEvent as SubmitEvent;
    const values = new FormData(event.currentTarget, submitter);
    const agreed = values.getAll("$person").at(-1);
    if (typeof agreed === "string") adopt(agreed);
    send(values);
  }

  const facts = useMemo(() => ({ state, pending, signIn, touch }), [state, pending, signIn, touch]);
  return (
    <>
      <FormFactsContext value={facts}>
        <form
          ref={form}
          action={plainSubmit}
          onSubmit={onSubmit}
          onInput={touch}
          aria-label={label}
          className={className}
        >
          {opened.person && <input type="hidden" name="$person" value={opened.person} />}
          {opened.loaded && <input type="hidden" name="$loaded" value={opened.loaded} />}
          {state.kind === "conflict" && <input type="hidden" name="$seen" value={state.seen} />}
          <Fragment key={opened.nth}>{children}</Fragment>
        </form>
      </FormFactsContext>
      {dialog}
    </>
  );
}

/**
 * An action that is always answered: what cannot be reached must not take the form, and what was
 * typed, away.
 */
function safely<Result>(
  action: (previous: ActionState<Result>, form: FormData) => Promise<ActionState<Result>>,
) {
  return async (previous: ActionState<Result>, form: FormData): Promise<ActionState<Result>> => {
    try {
      return await action(previous, form);
    } catch (error) {
      unstable_rethrow(error);
      return { kind: "refused", message: noAnswer, unclear: true };
    }
  };
}
