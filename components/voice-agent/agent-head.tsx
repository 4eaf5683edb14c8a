import { History } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { deleteAgent } from "@/lib/agent/settings/actions";
import type { PublishedState } from "@/lib/agent/settings/page";
import type { AgentUse } from "@/lib/agent/settings/use";
import { useSentence, whyKept } from "@/lib/agent/settings/use-words";

/** An agent's name, what of it answers calls, and which calls those are. */
export function AgentHead({
  id,
  name,
  published,
  use,
}: {
  id: string;
  name: string;
  published: PublishedState;
  use: AgentUse[];
}) {
  const kept = whyKept(use);
  const reached = useSentence(use);
  return (
    <div className="flex flex-col gap-2">
      <PageHeader
        title={name}
        description={
          <>
            {published.words}{" "}
            {published.isChanged && (
              <Badge tone="accent">Draft has changes that aren't published</Badge>
            )}
          </>
        }
        actions={
          published.isPublished && (
            <LinkButton size="sm" href={`/settings/voice-agent/${id}/history`}>
              <History aria-hidden className="size-4" />
              History
            </LinkButton>
          )
        }
      />
      <div className="-mt-5 flex flex-wrap items-center gap-x-4 gap-y-2 text-sm text-muted">
        <div className="flex min-w-0 flex-1 basis-72 flex-col gap-1">
          {use.length > 0 ? (
            <p>{reached}</p>
          ) : (
            <p>
              No route uses it yet:{" "}
              <TextLink href="/settings/routing">add it as a step of a route</TextLink>.
            </p>
          )}
          {kept && <p className="text-[13px]">{kept}</p>}
        </div>
        {!kept && (
          <ConfirmDialog
            trigger={
              <Button variant="ghost" size="sm">
                Delete…
              </Button>
            }
            title={`Delete “${name}”?`}
            description="Its calls keep their transcripts. This can't be undone."
            confirmLabel="Delete voice agent"
            danger
            action={deleteAgent}
            fields={{ id }}
          />
        )}
      </div>
    </div>
  );
}
