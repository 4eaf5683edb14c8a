import "server-only";
import type { Member } from "@/lib/auth/member";
import { listContactFields } from "@/lib/contact-fields/store";
import { listStages } from "@/lib/stages/store";
import { listTags } from "@/lib/tags/store";
import { listColleagues } from "@/lib/team/store";

/**
 * What may be chosen in a contact's form. What this contact has already stays a choice: an owner
 * who has left, an archived stage. `everyone` is given where former people are read already.
 */
export async function readContactOptions(
  { db, tenant }: Member,
  has: { owner_id: string | null; stage_id: string | null } = { owner_id: null, stage_id: null },
  everyone = listColleagues(db, tenant.id, { former: true }),
) {
  const [people, stages, tags, fields] = await Promise.all([
    everyone,
    listStages(db, tenant.id, { archived: true }),
    listTags(db, tenant.id),
    listContactFields(db, tenant.id),
  ]);
  return {
    people: people
      .filter(({ user_id, removed_at }) => !removed_at || user_id === has.owner_id)
      .map(({ user_id, name }) => ({ id: user_id, name })),
    stages: stages
      .filter(({ id, archived_at }) => !archived_at || id === has.stage_id)
      .map(({ id, name }) => ({ id, name })),
    tags: tags.map(({ name }) => name),
    fields: fields.map(({ id, name, type, choices }) => ({ id, name, type, choices })),
  };
}

export type ContactOptions = Awaited<ReturnType<typeof readContactOptions>>;
