"use client";

import { useMemo, useState } from "react";
import { EditorProvider } from "@/components/routing/editor-context";
import { Findings } from "@/components/routing/findings";
import { RouteOutline } from "@/components/routing/outline";
import { Simulator } from "@/components/routing/simulator";
import { useEditing } from "@/components/routing/use-editing";
import { VoiceFields } from "@/components/routing/voice-fields";
import { Card } from "@/components/ui/card";
import { Form } from "@/components/ui/form";
import { useForm } from "@/components/ui/form-context";
import { FormNotice } from "@/components/ui/form-notice";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { written } from "@/lib/edits/written";
import type { AudioFile } from "@/lib/files/store";
import { saveRoute } from "@/lib/routing/actions";
import type { EditorFacts } from "@/lib/routing/edit/facts";
import { type Named, type SavedRoute, valuesOf } from "@/lib/routing/edit/values";
import type { Person } from "@/lib/routing/people";
import type { Route } from "@/lib/routing/route";

/** The editor of a route: its draft as an outline of steps, each with its form. */
export function RouteEditor({
  id,
  saved,
  facts: given,
  people,
}: {
  id: string;
  saved: Named;
  facts: EditorFacts;
  /** As a call would find them now. */
  people: readonly Person[];
}) {
  const fresh = written(saved);
  const [typed, setTyped] = useState(saved);
  const [base, setBase] = useState(fresh);
  const [refused, setRefused] = useState<string>();
  const [uploaded, setUploaded] = useState<AudioFile[]>([]);
  const facts = useMemo(() => withAudio(given, uploaded), [given, uploaded]);
  // What others have saved is shown as long as nothing is typed here.
  if (base !== fresh && written(typed) === base) {
    setBase(fresh);
    setTyped(saved);
  }
  return (
    <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem] lg:items-start xl:grid-cols-[minmax(0,1fr)_22rem]">
      <Form<SavedRoute>
        action={saveRoute}
        label="Route"
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
        <Body
          typed={typed}
          setTyped={setTyped}
          facts={facts}
          refused={refused}
          addAudio={(file) => setUploaded((was) => [...was, file])}
        />
      </Form>
      <section
        aria-label="Try the route"
        className="lg:sticky lg:top-6 lg:max-h-[calc(100dvh-3rem)] lg:overflow-y-auto"
      >
        <Simulator route={typed.draft} facts={{ ...facts, people }} />
      </section>
    </div>
  );
}

function Body({
  typed,
  setTyped,
  facts,
  refused,
  addAudio,
}: {
  typed: Named;
  setTyped: (typed: Named) => void;
  facts: EditorFacts;
  /** Why what was saved last was not published. */
  refused: string | undefined;
  addAudio: (file: AudioFile) => void;
}) {
  const { touch, state } = useForm();
  const { draft } = typed;
  const change = (next: Route) => {
    touch();
    setTyped({ ...typed, draft: next });
  };
  const editor = useEditing(draft, facts, change, addAudio);
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
      {edits && (
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
      )}
    </EditorProvider>
  );
}

/** Until the page is rendered again, it does not have the files that were uploaded on it. */
function withAudio(facts: EditorFacts, uploaded: readonly AudioFile[]): EditorFacts {
  const known = new Set(facts.audio.map(({ id }) => id));
  return { ...facts, audio: [...facts.audio, ...uploaded.filter(({ id }) => !known.has(id))] };
}
