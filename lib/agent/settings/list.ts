import "server-only";
import type { AgentSettings } from "@/lib/agent/settings/schema";
import { listAgents } from "@/lib/agent/settings/store";
import { readUse } from "@/lib/agent/settings/use";
import { useSentence } from "@/lib/agent/settings/use-words";
import { listNewest } from "@/lib/agent/settings/versions";
import type { Member } from "@/lib/auth/member";
import { isSame } from "@/lib/edits/written";

export type ListedAgent = {
  id: string;
  name: string;
  draft: AgentSettings;
  /** Which calls reach it, in a sentence. */
  use: string;
  state: "unpublished" | "changed" | "published";
};

/** A company's voice agents, whether their drafts are published, and which routes use them. */
export async function listForPage(member: Member): Promise<ListedAgent[]> {
  const { db, tenant } = member;
  const [agents, newest, use] = await Promise.all([
    listAgents(db, tenant.id),
    listNewest(db, tenant.id),
    readUse(member),
  ]);
  return agents.map(({ id, name, draft }): ListedAgent => {
    const published = newest.get(id);
    return {
      ...{ id, name, draft, use: useSentence(use.get(id) ?? []) },
      state: !published ? "unpublished" : isSame(published, draft) ? "published" : "changed",
    };
  });
}
