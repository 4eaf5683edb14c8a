"use client";

import { clsx } from "clsx";
import { type KeyboardEvent, useId } from "react";
import { focusBar } from "@/components/call-bar/focus-bar";
import { useCallNote } from "@/components/call-bar/use-call-note";
import { controlClass } from "@/components/ui/field";
import { useFormPerson } from "@/components/ui/form-context";
import { maxNoteLength } from "@/lib/notes/limits";

/** "What was said?", saved as it is typed. Ctrl or ⌘ with Enter is `onFinish`. */
export function CallNote({
  callId,
  stored,
  onUse,
  onFinish,
}: {
  callId: string;
  stored: string;
  onUse: () => void;
  onFinish: () => void;
}) {
  const id = useId();
  const userId = useFormPerson()?.userId ?? "";
  const { text, state, change, save, signIn, dialog } = useCallNote(userId, callId, stored);

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    // Back to the keys of the bar, as the outcomes'.
    if (event.key === "Escape") return focusBar(event.currentTarget);
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void save();
    onFinish();
  }

  const signedOut = state.kind === "failed" && state.message.includes("signed out");
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="sr-only">
        What was said?
      </label>
      <textarea
        id={id}
        rows={1}
        value={text}
        maxLength={maxNoteLength}
        placeholder="What was said?"
        aria-keyshortcuts="n"
        data-key-name="Note on the call"
        aria-describedby={`${id}-state`}
        onChange={(event) => {
          onUse();
          change(event.currentTarget.value);
        }}
        onBlur={() => void save()}
        onKeyDown={onKeyDown}
        className={clsx(controlClass, "field-sizing-content max-h-28 min-h-10 resize-none py-2")}
      />
      <p
        id={`${id}-state`}
        role={state.kind === "failed" ? "alert" : "status"}
        className={clsx(
          "text-xs empty:hidden",
          state.kind === "failed" ? "text-danger-text" : "text-muted",
        )}
      >
        {state.kind === "saving" && "Saving…"}
        {state.kind === "saved" && "Saved"}
        {state.kind === "failed" && state.message}
        {signedOut && (
          <button type="button" onClick={signIn} className="ml-1 rounded-sm underline">
            Sign in
          </button>
        )}
      </p>
      {dialog}
    </div>
  );
}
