import "server-only";
import type { Member } from "@/lib/auth/member";
import { type Claim, claimNext, skipEntry } from "@/lib/call-lists/work";
import { readTenant } from "@/lib/company/store";
import { isAllowed } from "@/lib/core/destination";

type Asker = Pick<Member, "db"> & { tenant: Pick<Member["tenant"], "id" | "country_code"> };

/** As often as a click is worth: the next one goes on. */
const maxSkipped = 50;
const note = "Calls to the country of their number are not allowed in Settings → Calling.";

/**
 * The next contact of a list whom the company may call. Who has only numbers where calls may not go
 * is skipped on the way, and the note says why. Throws 404.
 */
export async function nextToCall(member: Asker, list: string): Promise<Claim> {
  const { db, tenant } = member;
  let claim = await claimNext(db, list);
  if (claim.kind !== "entry") return claim;
  const settings = await readTenant(db, tenant.id);
  const rules = {
    countries: settings.allowed_countries ?? [tenant.country_code],
    prefixes: settings.allowed_prefixes,
  };
  for (let skipped = 0; claim.id && skipped < maxSkipped; skipped += 1) {
    const numbers = await numbersOf(member, claim.id);
    if (numbers.length === 0 || numbers.some((number) => isAllowed(number, rules))) return claim;
    await skipEntry(db, { entry: claim.id, reason: "other", note });
    claim = await claimNext(db, list);
  }
  return claim;
}

async function numbersOf({ db, tenant }: Asker, entry: string): Promise<string[]> {
  const { data, error } = await db
    .from("call_list_entries")
    .select("contacts(contact_phones(phone))")
    .eq("tenant_id", tenant.id)
    .eq("id", entry)
    .maybeSingle();
  if (error) throw new Error("The contact's numbers could not be read", { cause: error });
  return data?.contacts?.contact_phones.map(({ phone }) => phone) ?? [];
}
