import "server-only";
import type { Member } from "@/lib/auth/member";
import { idsNotAllowed } from "@/lib/call-lists/not-allowed";
import { type Claim, claimNext, putOff } from "@/lib/call-lists/work";
import { readTenant } from "@/lib/company/store";

type Asker = Pick<Member, "db"> & { tenant: Pick<Member["tenant"], "id" | "country_code"> };

/** How many who are due are looked at together, once one may not be called. */
const size = 200;
/** A list has at most 10,000 contacts; colleagues work in it meanwhile. */
const maxRounds = 100;

/**
 * The next contact of a list whom the company may call. Who has only numbers where calls may not go
 * waits until it allows them. Throws 404.
 */
export async function nextToCall(member: Asker, list: string, now = new Date()): Promise<Claim> {
  const { db, tenant } = member;
  let claim = await claimNext(db, list);
  if (claim.kind !== "entry") return claim;
  const settings = await readTenant(db, tenant.id);
  const allowed = {
    countries: settings.allowed_countries ?? [tenant.country_code],
    prefixes: settings.allowed_prefixes,
  };
  for (let rounds = 0; rounds < maxRounds && claim.id; rounds += 1) {
    const [own] = idsNotAllowed(await readOne(member, claim.id), allowed);
    if (!own) return claim;
    const others = idsNotAllowed(await readDue(member, list, now), allowed);
    await putOff(db, list, [own, ...others]);
    claim = await claimNext(db, list);
  }
  if (claim.id) throw new Error("Who may be called could not be found");
  return claim;
}

const columns = "id, contacts(contact_phones(phone))";

async function readOne({ db, tenant }: Asker, entry: string) {
  const { data, error } = await db
    .from("call_list_entries")
    .select(columns)
    .eq("tenant_id", tenant.id)
    .eq("id", entry);
  if (error) throw new Error("The contact's numbers could not be read", { cause: error });
  return data;
}

async function readDue({ db, tenant }: Asker, list: string, now: Date) {
  const { data, error } = await db
    .from("call_list_entries")
    .select(columns)
    .eq("tenant_id", tenant.id)
    .eq("list_id", list)
    .eq("state", "waiting")
    .lte("next_attempt_at", now.toISOString())
    .order("next_attempt_at")
    .order("position")
    .limit(size);
  if (error) throw new Error("The numbers of the contacts could not be read", { cause: error });
  return data;
}
