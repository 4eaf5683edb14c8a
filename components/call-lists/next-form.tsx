"use client";

import { ArrowRight } from "lucide-react";
import { useEffect, useRef } from "react";
import { Kbd } from "@/components/keys/kbd";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { nextContact } from "@/lib/call-lists/actions";

const busy = "input, textarea, select, [contenteditable], [role=dialog], [role=menu]";

/**
 * Takes the next contact of a list, by j too, and by Enter: it has the focus unless the person is
 * typing.
 */
export function NextForm({ listId, words }: { listId: string; words: string }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!document.activeElement?.closest(busy)) button.current?.focus({ preventScroll: true });
  }, []);
  return (
    <Form action={nextContact} label={words} className="flex flex-wrap items-center gap-3">
      <input type="hidden" name="id" value={listId} />
      <SubmitButton ref={button} aria-label={words} aria-keyshortcuts="j">
        {words}
        <ArrowRight aria-hidden className="size-4" />
      </SubmitButton>
      <span aria-hidden className="flex items-center gap-1 text-[13px] text-muted max-md:hidden">
        <Kbd>j</Kbd> or <Kbd>Enter</Kbd>
      </span>
      <FormNotice />
    </Form>
  );
}
