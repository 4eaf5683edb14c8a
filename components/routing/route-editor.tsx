"use client";

import { useMemo, useState } from "react";
import { DraftEditor, type Typing } from "@/components/edits/draft-editor";
import { PublishBar } from "@/components/edits/publish-bar";
import { EditorProvider } from "@/components/routing/editor-context";
import { Findings } from "@/components/routing/findings";
import { RouteOutline } from "@/components/routing/outline";
import { SilenceField } from "@/components/routing/silence-field";
import { Simulator } from "@/components/routing/simulator";
import { type OpenSteps, useEditing } from "@/components/routing/use-editing";
import { VoiceFields } from "@/components/routing/voice-fields";
import { Card } from "@/components/ui/card";
import { useForm } from "@/components/ui/form-context";
import { TextField } from "@/components/ui/text-field";
import type { AudioFile } from "@/lib/files/store";
import { saveRoute } from "@/lib/routing/actions";
import type { EditorFacts } from "@/lib/routing/edit/facts";
import { type Named, valuesOf } from "@/lib/routing/edit/values";
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
  const open = useState<ReadonlySet<string>>(new Set());
  const [uploaded, setUploaded] = useState<AudioFile[]>([]);
  const facts = useMemo(() => withAudio(given, uploaded), [given, uploaded]);
  return (
    <DraftEditor
      {...{ id, saved }}
      columns={valuesOf(saved)}
      action={saveRoute}
      label="Route"
      trial={{
        label: "Try the route",
        render: ({ draft }) => <Simulator route={draft} facts={{ ...facts, people }} />,
      }}
    >
      {(typing) => (
        <Body
          {...{ ...typing, facts, open }}
          addAudio={(file) => setUploaded((was) => [...was, file])}
        />
      )}
    </DraftEditor>
  );
}

function Body({
  typed,
  setTyped,
  facts,
  refused,
  open,
  addAudio,
}: Typing<Named> & {
  facts: EditorFacts;
  open: OpenSteps;
  addAudio: (file: AudioFile) => void;
}) {
  const { touch } = useForm();
  const { draft } = typed;
  const change = (next: Route) => {
    touch();
    setTyped({ ...typed, draft: next });
  };
  const editor = useEditing(draft, facts, change, addAudio, open);
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
          <SilenceField />
        </fieldset>
      </Card>
      <Findings />
      <RouteOutline />
      {edits && <PublishBar refused={refused} />}
    </EditorProvider>
  );
}

/** Until the page is rendered again, it does not have the files that were uploaded on it. */
function withAudio(facts: EditorFacts, uploaded: readonly AudioFile[]): EditorFacts {
  const known = new Set(facts.audio.map(({ id }) => id));
  return { ...facts, audio: [...facts.audio, ...uploaded.filter(({ id }) => !known.has(id))] };
}
