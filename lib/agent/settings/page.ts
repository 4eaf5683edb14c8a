import "server-only";
import type { ToolChoice } from "@/lib/agent/settings/facts";
import { findAgent } from "@/lib/agent/settings/store";
import { type AgentUse, readUse } from "@/lib/agent/settings/use";
import type { NamedAgent } from "@/lib/agent/settings/values";
import { newestVersion } from "@/lib/agent/settings/versions";
import { optionalTools } from "@/lib/agent/tools/registry";
import type { Member } from "@/lib/auth/member";
import { formatWhen } from "@/lib/core/time";
import { isSame } from "@/lib/edits/written";
import { listColleagues } from "@/lib/team/store";

/** "Published by Ada Admin, Today, 3:04 PM"; whether the draft differs from it. */
export type PublishedState = { words: string; isChanged: boolean; isPublished: boolean };

type AgentPage = {
  saved: NamedAgent;
  tools: ToolChoice[];
  published: PublishedState;
  use: AgentUse[];
};

/** What the editor of an agent shows; null when there is no such agent. */
export async function readForEditor(member: Member, id: string): Promise<AgentPage | null> {
  const { db, tenant } = member;
  const [agent, newest, everyone, use] = await Promise.all([
    findAgent(db, tenant.id, id),
    newestVersion(db, tenant.id, id),
    listColleagues(db, tenant.id, { former: true }),
    readUse(member),
  ]);
  if (!agent) return null;
  const { name, draft } = agent;
  return {
    saved: { name, draft },
    tools: toolChoices(),
    use: use.get(id) ?? [],
    published: stateOf(),
  };

  function stateOf(): PublishedState {
    if (!newest) {
      const words = "Not published yet: it answers no call.";
      return { words, isChanged: false, isPublished: false };
    }
    const by = everyone.find(({ user_id }) => user_id === newest.published_by)?.name;
    const when = formatWhen(newest.published_at, tenant.time_zone);
    const words = `Published${by ? ` by ${by}` : ""}, ${when}.`;
    return { words, isChanged: !isSame(newest.body, draft), isPublished: true };
  }
}

/** What can be switched on and off, as the editor lists it. */
export function toolChoices(): ToolChoice[] {
  return optionalTools.map(({ name, title }) => ({ name, title }));
}
