import { ChevronRight } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import type { ListedAgent } from "@/lib/agent/settings/list";
import { agentSummary } from "@/lib/agent/settings/words";

/** A company's voice agents, each with the calls that reach it. */
export function AgentList({ agents }: { agents: ListedAgent[] }) {
  return (
    <ul aria-label="Voice agents" className="divide-y divide-line border-t border-line">
      {agents.map(({ id, name, draft, use, state }) => (
        <li key={id} className="relative flex items-center gap-3 px-5 py-3 hover:bg-sunken">
          <div className="min-w-0 flex-1">
            <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <Link
                href={`/settings/voice-agent/${id}`}
                className="rounded-sm font-medium break-words text-ink after:absolute after:inset-0"
              >
                {name}
              </Link>
              {state === "unpublished" && <Badge tone="warn">Not published</Badge>}
              {state === "changed" && <Badge tone="accent">Draft has changes</Badge>}
            </div>
            <p className="mt-0.5 text-[13px] text-muted">{agentSummary(draft)}</p>
            <p className="text-[13px] text-muted">{use}</p>
          </div>
          <ChevronRight aria-hidden className="size-4 shrink-0 text-muted" />
        </li>
      ))}
    </ul>
  );
}
