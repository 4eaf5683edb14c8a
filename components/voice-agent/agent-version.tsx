import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Facts } from "@/components/ui/facts";
import { Notice } from "@/components/ui/notice";
import { restoreAgentVersion } from "@/lib/agent/settings/actions";
import type { ToolChoice } from "@/lib/agent/settings/facts";
import type { ShownVersion } from "@/lib/agent/settings/history";
import type { AgentSettings } from "@/lib/agent/settings/schema";
import { agentSummary } from "@/lib/agent/settings/words";

/** A version to look at, and to use again. */
export function AgentVersion({
  id,
  shown,
  tools,
  unsaved,
}: {
  id: string;
  shown: ShownVersion;
  tools: ToolChoice[];
  /** Whether the draft has changes that would be lost. */
  unsaved: boolean;
}) {
  const lost = unsaved ? " The draft's changes that aren't published are lost." : "";
  return (
    <Card
      title={shown.when}
      description={`Published by ${shown.by}`}
      actions={
        shown.settings && (
          <ConfirmDialog
            title="Use this version again"
            description={`It becomes the draft, where you can try it and publish it.${lost}`}
            confirmLabel="Make it the draft"
            danger={unsaved}
            action={restoreAgentVersion}
            fields={{ id, version: shown.id }}
            trigger={<Button size="sm">Use this version again</Button>}
          />
        )
      }
    >
      {shown.settings ? (
        <Settings settings={shown.settings} tools={tools} />
      ) : (
        <Notice tone="warn">This version can't be read any more.</Notice>
      )}
    </Card>
  );
}

function Settings({ settings, tools }: { settings: AgentSettings; tools: ToolChoice[] }) {
  const { knowledge, handover, limits } = settings;
  const may = tools.filter(({ name }) => settings.tools.includes(name)).map(({ title }) => title);
  return (
    <div className="[&_dd]:whitespace-pre-line">
      <Facts
        items={[
          { label: "Introduces itself as", value: settings.name },
          { label: "Speaks", value: agentSummary(settings) },
          { label: "Greeting", value: settings.greeting },
          { label: "Instructions", value: settings.instructions },
          { label: "Opening hours", value: knowledge.opening_hours },
          { label: "Address", value: knowledge.address },
          { label: "Prices", value: knowledge.prices },
          ...knowledge.answers.map(({ question, answer }) => ({ label: question, value: answer })),
          { label: "May", value: new Intl.ListFormat("en").format(may) },
          { label: "Connects to a person", value: handover.when },
          {
            label: "Limits",
            value: limitWords(limits),
          },
        ]}
      />
    </div>
  );
}

function limitWords({ minutes_per_call, minutes_per_day, dollars_per_day }: Limits): string {
  const minutes = `${minutes_per_call} minutes per call, ${minutes_per_day} per day`;
  return dollars_per_day > 0 ? `${minutes}, $${dollars_per_day} per day` : minutes;
}
type Limits = AgentSettings["limits"];
