"use client";

import { DraftEditor, type Typing } from "@/components/edits/draft-editor";
import { PublishBar } from "@/components/edits/publish-bar";
import { useForm } from "@/components/ui/form-context";
import { AgentFields } from "@/components/voice-agent/agent-fields";
import { TryAgent } from "@/components/voice-agent/try-agent";
import { saveAgent } from "@/lib/agent/settings/actions";
import type { ToolChoice } from "@/lib/agent/settings/facts";
import { type NamedAgent, valuesOf } from "@/lib/agent/settings/values";

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
  return (
    <DraftEditor
      {...{ id, saved }}
      columns={valuesOf(saved)}
      action={saveAgent}
      label="Voice agent"
      trial={{
        label: "Try the voice agent",
        render: ({ draft }) => <TryAgent {...{ draft, tools, hasProvider }} />,
      }}
    >
      {(typing) => <Body {...typing} tools={tools} />}
    </DraftEditor>
  );
}

function Body({ typed, setTyped, refused, tools }: Typing<NamedAgent> & { tools: ToolChoice[] }) {
  const { touch } = useForm();
  const change = (next: NamedAgent) => {
    touch();
    setTyped(next);
  };
  return (
    <>
      <AgentFields typed={typed} change={change} tools={tools} />
      <PublishBar refused={refused} />
    </>
  );
}
