"use client";

import { useState } from "react";
import { Form } from "@/components/ui/form";
import { useForm } from "@/components/ui/form-context";
import { FormNotice } from "@/components/ui/form-notice";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { AgentFields } from "@/components/voice-agent/agent-fields";
import { TryAgent } from "@/components/voice-agent/try-agent";
import { saveAgent } from "@/lib/agent/settings/actions";
import type { ToolChoice } from "@/lib/agent/settings/facts";
import { type NamedAgent, type SavedAgent, valuesOf } from "@/lib/agent/settings/values";
import { written } from "@/lib/edits/written";

/** The editor of an agent: its draft, and a talk with it as it is on the page. */
export function AgentEditor({
  id,
  saved,
  tools,
  hasProvider,
}: {
  id: string;
  saved: NamedAgent;
  tools: ToolChoice[];
  /** Without one, nothing can be tried. */
  hasProvider: boolean;
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
      <Form<SavedAgent>
        action={saveAgent}
        label="Voice agent"
        loaded={valuesOf(saved)}
        onDone={(result) => {
          if (!result) return;
          setTyped(result.saved);
          setBase(written(result.saved));
          setRefused(result.refused);
        }}
      >
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="draft" value={JSON.stringify(typed.draft)} />
        <Body typed={typed} setTyped={setTyped} tools={tools} refused={refused} />
      </Form>
      <section
        aria-label="Try the voice agent"
        className="lg:sticky lg:top-6 lg:max-h-[calc(100dvh-3rem)] lg:overflow-y-auto"
      >
        <TryAgent draft={typed.draft} hasProvider={hasProvider} />
      </section>
    </div>
  );
}

function Body({
  typed,
  setTyped,
  tools,
  refused,
}: {
  typed: NamedAgent;
  setTyped: (typed: NamedAgent) => void;
  tools: ToolChoice[];
  /** Why what was saved last was not published. */
  refused: string | undefined;
}) {
  const { touch, state } = useForm();
  const change = (next: NamedAgent) => {
    touch();
    setTyped(next);
  };
  return (
    <>
      <AgentFields typed={typed} change={change} tools={tools} />
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
    </>
  );
}
