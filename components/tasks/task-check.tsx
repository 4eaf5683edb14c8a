"use client";

import { clsx } from "clsx";
import { Check } from "lucide-react";
import { useOptimistic } from "react";
import { useFormStatus } from "react-dom";
import { noteDone } from "@/components/tasks/last-done";
import { markTask } from "@/lib/tasks/actions";

type Props = { id: string; title: string; done: boolean };

/** Marks a task as done by one click, and opens it again by another; a form without script. */
export function TaskCheck({ id, title, done }: Props) {
  const [shown, show] = useOptimistic(done);
  async function mark(form: FormData) {
    show(!done);
    const answer = await markTask({ kind: "idle" }, form);
    noteDone(answer.kind === "done" && !done ? { id, title } : undefined);
  }
  return (
    <form action={mark} className="shrink-0">
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="done" value={String(!done)} />
      <CheckButton title={title} done={shown} />
    </form>
  );
}

function CheckButton({ title, done }: Omit<Props, "id">) {
  const { pending } = useFormStatus();
  const label = done ? `Reopen ${title}` : `Complete ${title}`;
  return (
    <button
      type="submit"
      aria-label={label}
      title={done ? "Reopen" : "Complete"}
      aria-busy={pending || undefined}
      className="inline-flex size-11 items-center justify-center rounded-lg md:size-8"
    >
      <span
        className={clsx(
          "flex size-5 items-center justify-center rounded-full border transition-colors [&>svg]:size-3.5",
          done
            ? "border-accent bg-accent text-accent-ink"
            : "border-field-line text-transparent hover:border-accent-text hover:text-accent-text",
        )}
      >
        <Check aria-hidden />
      </span>
    </button>
  );
}
