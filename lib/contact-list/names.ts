import "server-only";
import type { Member } from "@/lib/auth/member";
import { listContactFields } from "@/lib/contact-fields/store";
import { listStages } from "@/lib/stages/store";
import { listTags } from "@/lib/tags/store";
import { listColleagues } from "@/lib/team/store";

/** What contacts may be filtered by, former people and archived stages too, by their names. */
export async function readFilterNames({ db, tenant }: Member) {
  const [people, stages, tags, fields] = await Promise.all([
    listColleagues(db, tenant.id, { former: true }),
    listStages(db, tenant.id, { archived: true }),
    listTags(db, tenant.id),
    listContactFields(db, tenant.id),
  ]);
  return {
    people: people.map(({ user_id, name, removed_at }) => ({
      id: user_id,
      name: removed_at ? `${name} (removed)` : name,
      removed: removed_at !== null,
    })),
    stages: stages.map(({ id, name, archived_at }) => ({
      id,
      name,
      archived: archived_at !== null,
    })),
    tags,
    fields: fields.map(({ id, name, type, choices }) => ({ id, name, type, choices })),
  };
}
