import "server-only";
import type { Db } from "@/lib/db/supabase/server";
import { listDispositions } from "@/lib/dispositions/store";
import { listColleagues } from "@/lib/team/store";

/** What outcomes and people are called, by id: archived and former ones too. */
export async function readNames(db: Db, tenantId: string) {
  const [outcomes, people] = await Promise.all([
    listDispositions(db, tenantId, { archived: true }),
    listColleagues(db, tenantId, { former: true }),
  ]);
  return {
    labels: new Map(outcomes.map(({ id, label }) => [id, label])),
    names: new Map(people.map(({ user_id, name }) => [user_id, name])),
  };
}
