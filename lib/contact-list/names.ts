import "server-only";
import type { Member } from "@/lib/auth/member";
import { listContactFields } from "@/lib/contact-fields/store";
import { listStages } from "@/lib/stages/store";
import { listTags } from "@/lib/tags/store";
import { listColleagues } from "@/lib/team/store";

/** The companies of these contacts, and the one that they are filtered by. */
export async function readCompanyNames(
  { db, tenant }: Member,
  rows: { company_id: string | null; company: string }[],
  asked: string | undefined,
) {
  const named = rows.flatMap(({ company_id: id, company }) => (id ? { id, name: company } : []));
  if (!asked || named.some(({ id }) => id === asked)) return named;
  const companies = db.from("companies").select("id, name").eq("tenant_id", tenant.id);
  const { data, error } = await companies.eq("id", asked);
  if (error) throw new Error("The company could not be read", { cause: error });
  return [...named, ...data];
}

/** What contacts may be filtered by, former people and archived stages too, by their names. */
export async function readFilterNames({ db, tenant }: Member) {
  const [people, stages, tags, fields] = await Promise.all([
    listColleagues(db, tenant.id, { former: true }),
    listStages(db, tenant.id, { archived: true }),
    listTags(db, tenant.id),
    listContactFields(db, tenant.id, { archived: true }),
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
    fields: fields.map(({ id, name, type, choices, archived_at }) => ({
      ...{ id, name: archived_at ? `${name} (archived)` : name, type, choices },
      archived: archived_at !== null,
    })),
  };
}
