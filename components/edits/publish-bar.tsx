"use client";

import { useForm } from "@/components/ui/form-context";
import { FormNotice } from "@/components/ui/form-notice";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";

/** Saves a draft, or publishes it; stays in view. `refused` is why it was not published. */
export function PublishBar({ refused }: { refused: string | undefined }) {
  const { state } = useForm();
  return (
    <div className="sticky bottom-[calc(3.5rem+var(--dock,0px)+env(safe-area-inset-bottom))] z-10 -mx-1 flex flex-col gap-3 border-t border-line bg-canvas px-1 py-3 md:bottom-(--dock,0px)">
      <div className="max-h-[40dvh] overflow-y-auto empty:hidden">
        <FormNotice />
        {state.kind === "done" && refused && <Notice tone="danger">{refused}</Notice>}
      </div>
      <div className="flex flex-wrap gap-2">
        <SubmitButton variant="secondary">Save draft</SubmitButton>
        <SubmitButton name="publish" value="1">
          Publish
        </SubmitButton>
      </div>
    </div>
  );
}
