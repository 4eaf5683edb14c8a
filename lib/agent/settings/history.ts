import "server-only";
import { AgentSettings } from "@/lib/agent/settings/schema";
import { findAgent } from "@/lib/agent/settings/store";
import { listVersions, readVersion } from "@/lib/agent/settings/versions";
import type { Member } from "@/lib/auth/member";
import { formatWhen } from "@/lib/core/time";
import { isSame } from "@/lib/edits/written";
import { listColleagues } from "@/lib/team/store";

const pageSize = 20;

/** A version as a list shows it: "Today, 3:04 PM", "Ada Admin". */
export type ListedVersion = { id: string; when: string; by: string; isNewest: boolean };

/** A version that is looked at; `settings` are null when they cannot be read any more. */
export type ShownVersion = ListedVersion & { settings: AgentSettings | null };

/** What was published of an agent; null when there is no such agent. */
export async function readHistory(
  member: Member,
  id: string,
  { version, before }: { version?: string; before?: string },
) {
  const { db, tenant } = member;
  const [agent, [newest], page, everyone] = await Promise.all([
    findAgent(db, tenant.id, id),
    listVersions(db, tenant.id, id, { size: 1 }),
    listVersions(db, tenant.id, id, { size: pageSize + 1, before }),
    listColleagues(db, tenant.id, { former: true }),
  ]);
  if (!agent) return null;
  const listed = page.slice(0, pageSize).map(
    (one): ListedVersion => ({
      id: one.id,
      when: formatWhen(one.published_at, tenant.time_zone),
      by: everyone.find(({ user_id }) => user_id === one.published_by)?.name ?? "Someone",
      isNewest: one.id === newest?.id,
    }),
  );
  const chosen = listed.find((one) => one.id === version) ?? listed[0];
  const body = chosen && (await readVersion(db, tenant.id, id, chosen.id));
  const isShown = chosen?.id === newest?.id;
  const latest = isShown || !newest ? body : await readVersion(db, tenant.id, id, newest.id);
  return {
    name: agent.name,
    versions: listed,
    older: page.length > pageSize ? page[pageSize - 1]?.published_at : undefined,
    shown: chosen && { ...chosen, settings: AgentSettings.safeParse(body).data ?? null },
    hasUnpublished: !isSame(latest, agent.draft),
  };
}
