"use client";

import { type ComponentProps, type ReactNode, useState } from "react";
import { Form } from "@/components/ui/form";
import type { SavedDraft } from "@/lib/edits/saved-draft";
import { written } from "@/lib/edits/written";

/** A draft as it stands in the form, and how it changes. */
export type Typing<Draft> = {
  typed: Draft;
  setTyped: (typed: Draft) => void;
  /** Why what was saved last was not published. */
  refused: string | undefined;
};

/**
 * The form of a draft that is saved and published, and beside it a place to try the draft as it is
 * on the page. `columns` are those of the saved draft that the form merges.
 */
export function DraftEditor<Draft extends { draft: unknown }>({
  id,
  saved,
  columns,
  action,
  label,
  trial,
  children,
}: {
  id: string;
  saved: Draft;
  columns: Record<string, unknown>;
  action: ComponentProps<typeof Form<SavedDraft<Draft>>>["action"];
  label: string;
  trial: { label: string; render: (typed: Draft) => ReactNode };
  children: (typing: Typing<Draft>) => ReactNode;
}) {
  const fresh = written(saved);
  const [typed, setTyped] = useState(saved);
  const [base, setBase] = useState(fresh);
  const [refused, setRefused] = useState<string>();
  // What others have saved is shown as long as nothing is typed here.
  if (base !== fresh && written(typed) === base) {
    setBase(fresh);
    setTyped(saved);
  }
  return (
    <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem] lg:items-start xl:grid-cols-[minmax(0,1fr)_22rem]">
      <Form<SavedDraft<Draft>>
        action={action}
        label={label}
        loaded={columns}
        onDone={(result) => {
          if (!result) return;
          setTyped(result.saved);
          setBase(written(result.saved));
          setRefused(result.refused);
        }}
      >
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="draft" value={JSON.stringify(typed.draft)} />
        {children({ typed, setTyped, refused })}
      </Form>
      <section
        aria-label={trial.label}
        className="lg:sticky lg:top-6 lg:max-h-[calc(100dvh-3rem)] lg:overflow-y-auto"
      >
        {trial.render(typed)}
      </section>
    </div>
  );
}
