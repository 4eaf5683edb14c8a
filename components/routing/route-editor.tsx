"use client";

import { useState } from "react";
import { EditorProvider } from "@/components/routing/editor-context";
import { Findings } from "@/components/routing/findings";
import { RouteOutline } from "@/components/routing/outline";
import { useEditing } from "@/components/routing/use-editing";
import { VoiceFields } from "@/components/routing/voice-fields";
import { Card } from "@/components/ui/card";
import { Form } from "@/components/ui/form";
import { useForm } from "@/components/ui/form-context";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { saveRoute } from "@/lib/routing/actions";
import type { EditorFacts } from "@/lib/routing/edit/facts";
import { type Named, valuesOf, written } from "@/lib/routing/edit/values";

/** The editor of a route: its draft as an outline of steps, each with its form. */
export function RouteEditor({
  id,
  saved,
  facts,
}: {
  id: string;
  saved: Named;
  facts: EditorFacts;
}) {
  const fresh = written(saved);
  const [typed, setTyped] = useState(saved);
  const [base, setBase] = useState(fresh);
  // What others have saved is shown as long as nothing is typed here.
  if (base !== fresh && written(typed) === base) {
    setBase(fresh);
    setTyped(saved);
  }
  return (
    <Form<Named>
      action={saveRoute}
      label="Route"
      loaded={valuesOf(saved)}
      onDone={(result) => {
        if (!result) return;
        setTyped(result);
        setBase(written(result));
      }}
    >
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="draft" value={JSON.stringify(typed.draft)} />
      <Body typed={typed} setTyped={setTyped} facts={facts} />
    </Form>
  );
}

function Body({
  typed,
  setTyped,
  facts,
}: {
  typed: Named;
  setTyped: (typed: Named) => void;
  facts: EditorFacts;
}) {
  const { touch } = useForm();
  const { draft } = typed;
  const editor = useEditing(draft, facts, (next) => {
    touch();
    setTyped({ ...typed, draft: next });
  });
  const { edits } = facts;
  return (
    <EditorProvider value={editor}>
      <Card>
        <fieldset disabled={!edits} className="flex flex-col gap-4">
          <TextField
            label="Name of the route"
            name="name"
            maxLength={60}
            autoComplete="off"
            className="sm:max-w-sm"
            value={typed.name}
            onChange={(event) => setTyped({ ...typed, name: event.target.value })}
          />
          <VoiceFields
            labels={["Language", "Voice"]}
            language={draft.language}
            voice={draft.voice}
            onVoice={({ language = draft.language, voice = draft.voice }) =>
              editor.change({ ...draft, language, voice })
            }
          />
        </fieldset>
      </Card>
      <Findings />
      <RouteOutline />
      <FormNotice />
      {edits && (
        <div className="sticky bottom-(--dock,0px) z-10 -mx-1 flex flex-wrap gap-2 border-t border-line bg-canvas px-1 py-3">
          <SubmitButton variant="secondary">Save draft</SubmitButton>
          <SubmitButton name="publish" value="1">
            Publish
          </SubmitButton>
        </div>
      )}
    </EditorProvider>
  );
}
