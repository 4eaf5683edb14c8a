import "server-only";
import type { Member } from "@/lib/auth/member";
import { listPhoneNumbers } from "@/lib/numbers/store";
import { nameOfNumber } from "@/lib/numbers/words";
import { findDefault } from "@/lib/routing/edit/store";
import type { RouteUse } from "@/lib/routing/edit/use";

/** Which calls follow a route now. */
export async function readUse(
  { db, tenant }: Pick<Member, "db" | "tenant">,
  id: string,
): Promise<RouteUse> {
  const [standard, numbers] = await Promise.all([
    findDefault(db, tenant.id),
    listPhoneNumbers(db, tenant.id),
  ]);
  const own = numbers.filter(({ route_id }) => route_id === id);
  return {
    isDefault: standard?.id === id,
    standard,
    numbers: own.map((number) => nameOfNumber(number, tenant.country_code)),
  };
}
