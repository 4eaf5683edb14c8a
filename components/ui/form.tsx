"use client";

import {
  createContext,
  type FormEvent,
  type ReactNode,
  startTransition,
  useActionState,
  useContext,
  useEffect,
  useEffectEvent,
  useRef,
} from "react";
import type { ActionState } from "@/lib/auth/action";

type FormFacts = { state: ActionState<unknown>; pending: boolean };

const Facts = createContext<FormFacts>({ state: { kind: "idle" }, pending: false });

/** What the form around a component knows: the last answer of its action, and whether one is under way. */
export function useForm(): FormFacts {
  return useContext(Facts);
}

/**
 * A form with a server action. Fields inside show the sentence for their `name`, SubmitButton is busy
 * while it runs, FormNotice shows the answer. Works as a plain form until JavaScript has loaded; from
 * then on what was typed stays after a refusal. `resetOnDone` empties it after success.
 */
export function Form<Result = undefined>({
  action,
  resetOnDone = false,
  onDone,
  className = "flex flex-col gap-5",
  label,
  children,
}: {
  action: (previous: ActionState<Result>, form: FormData) => Promise<ActionState<Result>>;
  resetOnDone?: boolean;
  onDone?: (result: Result | undefined) => void;
  className?: string;
  label?: string;
  children: ReactNode;
}) {
  const [state, submit, pending] = useActionState(action, { kind: "idle" });
  const form = useRef<HTMLFormElement>(null);
  const tell = useEffectEvent((result: Result | undefined) => onDone?.(result));

  useEffect(() => {
    if (state.kind === "refused") {
      form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
    }
    if (state.kind === "done") {
      if (resetOnDone) form.current?.reset();
      tell(state.result);
    }
  }, [state, resetOnDone]);

  // React empties a form after its action; sending it ourselves keeps what was typed.
  function send(event: FormEvent<HTMLFormElement>) {
    // A dialog's form in here is elsewhere in the page, yet its events come by.
    if (event.target !== event.currentTarget) return;
    event.preventDefault();
    if (pending) return;
    const { submitter } = event.nativeEvent as SubmitEvent;
    const values = new FormData(event.currentTarget, submitter);
    startTransition(() => submit(values));
  }

  return (
    <Facts value={{ state, pending }}>
      <form ref={form} action={submit} onSubmit={send} aria-label={label} className={className}>
        {children}
      </form>
    </Facts>
  );
}
