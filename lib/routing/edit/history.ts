import "server-only";
import type { Member } from "@/lib/auth/member";
import { formatWhen } from "@/lib/core/time";
import { isSame } from "@/lib/edits/written";
import { listAudio } from "@/lib/files/store";
import { listGroups } from "@/lib/groups/store";
import { listAgentChoices } from "@/lib/routing/edit/agents";
import type { EditorFacts } from "@/lib/routing/edit/facts";
import { findRoute, listVersions, readVersion } from "@/lib/routing/edit/store";
import { Route } from "@/lib/routing/route";
import { listColleagues } from "@/lib/team/store";

const pageSize = 20;

/** A version as a list shows it: "Today, 3:04 PM", "Ada Admin". */
export type ListedVersion = { id: string; when: string; by: string; isNewest: boolean };

/** A version that is looked at; `route` is null when it cannot be read any more. */
export type ShownVersion = ListedVersion & { route: Route | null };

/** What was published of a route; null when there is no such route. */
export async function readHistory(
  member: Member,
  id: string,
  { version, before }: { version?: string; before?: string },
) {
  const { db, tenant } = member;
  const [route, [newest], page, everyone, audio, agents, groups] = await Promise.all([
    findRoute(db, tenant.id, id),
    listVersions(db, tenant.id, id, { size: 1 }),
    listVersions(db, tenant.id, id, { size: pageSize + 1, before }),
    listColleagues(db, tenant.id, { former: true }),
    listAudio(db, tenant.id),
    listAgentChoices(db, tenant.id),
    listGroups(db, tenant.id),
  ]);
  if (!route) return null;
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
  const facts: EditorFacts = {
    ...{ agents, groups },
    people: everyone.map(({ user_id, name }) => ({ user_id, name })),
    ...{ audio, missing: [], zones: [], timeZone: tenant.time_zone, refused: [], edits: false },
    inRooms: tenant.rooms_url !== null,
  };
  return {
    name: route.name,
    versions: listed,
    older: page.length > pageSize ? page[pageSize - 1]?.published_at : undefined,
    shown: chosen && { ...chosen, route: Route.safeParse(body).data ?? null },
    hasUnpublished: !isSame(latest, route.draft),
    facts,
  };
}
