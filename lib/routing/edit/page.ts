import "server-only";
import { atLeast, type Member } from "@/lib/auth/member";
import { formatWhen } from "@/lib/core/time";
import { isSame } from "@/lib/edits/written";
import { missingAudio } from "@/lib/files/presence";
import type { EditorFacts } from "@/lib/routing/edit/facts";
import { readKnown, refusedNumbers } from "@/lib/routing/edit/known";
import { readUse } from "@/lib/routing/edit/read-use";
import { findRoute, newestVersion } from "@/lib/routing/edit/store";
import type { RouteUse } from "@/lib/routing/edit/use";
import type { Named } from "@/lib/routing/edit/values";
import type { Person } from "@/lib/routing/people";
import { readPeopleToRing } from "@/lib/routing/simulate/people";
import { audioOf } from "@/lib/routing/sounds";
import { listColleagues } from "@/lib/team/store";

/** "Published by Ada Admin · Today, 3:04 PM"; whether the draft differs from it. */
export type PublishedState = { words: string; isChanged: boolean; hasHistory: boolean };

/** Everybody as a call would find them now. */
type Trial = { people: Person[] };

type RoutePage = {
  saved: Named;
  facts: EditorFacts;
  trial: Trial;
  published: PublishedState;
  use: RouteUse;
};

/** What the editor of a route shows; null when there is no such route. */
export async function readForEditor(member: Member, id: string): Promise<RoutePage | null> {
  const { db, tenant } = member;
  const [route, newest, everyone, known, use] = await Promise.all([
    findRoute(db, tenant.id, id),
    newestVersion(db, tenant.id, id),
    listColleagues(db, tenant.id, { former: true }),
    readKnown(member),
    readUse(member, id),
  ]);
  if (!route) return null;
  const [toRing, missing] = await Promise.all([
    readPeopleToRing(db, known.mayCall),
    missingAudio(tenant.id, audioOf(route.draft), 1_000),
  ]);
  const { name, draft } = route;
  const people = everyone.filter(({ removed_at }) => removed_at === null);
  return {
    saved: { name, draft },
    facts: {
      agents: known.choices,
      groups: known.grouped,
      audio: known.files,
      missing: [...missing],
      people: people.map(({ user_id, name: called }) => ({ user_id, name: called })),
      zones: Intl.supportedValuesOf("timeZone"),
      timeZone: tenant.time_zone,
      inRooms: tenant.rooms_url !== null,
      refused: refusedNumbers(draft, known),
      edits: atLeast(member, "admin"),
    },
    trial: { people: toRing },
    use,
    published: stateOf(),
  };

  function stateOf(): PublishedState {
    if (!newest)
      return {
        words: "Not published yet: no call follows it.",
        isChanged: false,
        hasHistory: false,
      };
    const by = everyone.find(({ user_id }) => user_id === newest.published_by)?.name;
    const when = formatWhen(newest.published_at, tenant.time_zone);
    const words = `Published${by ? ` by ${by}` : ""} · ${when}`;
    return { words, isChanged: !isSame(newest.body, draft), hasHistory: true };
  }
}
