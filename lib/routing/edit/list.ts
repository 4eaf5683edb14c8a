import "server-only";
import type { Member } from "@/lib/auth/member";
import { isSame } from "@/lib/edits/written";
import { listPhoneNumbers } from "@/lib/numbers/store";
import { nameOfNumber } from "@/lib/numbers/words";
import { listNewest, listRoutes } from "@/lib/routing/edit/store";

export type ListedRoute = {
  id: string;
  name: string;
  /** What people call the numbers whose calls follow it. */
  numbers: string[];
  /** It answers all numbers without a route or a person of their own. */
  isDefault: boolean;
  state: "unpublished" | "changed" | "published";
};

/** A company's routes with their numbers and whether their drafts are published. */
export async function listForPage({ db, tenant }: Member): Promise<ListedRoute[]> {
  const [routes, newest, numbers] = await Promise.all([
    listRoutes(db, tenant.id),
    listNewest(db, tenant.id),
    listPhoneNumbers(db, tenant.id),
  ]);
  return routes.map(({ id, name, draft, is_default }): ListedRoute => {
    const published = newest.get(id);
    const own = numbers.filter(({ route_id }) => route_id === id);
    return {
      ...{ id, name, isDefault: is_default },
      numbers: own.map((number) => nameOfNumber(number, tenant.country_code)),
      state: !published ? "unpublished" : isSame(published, draft) ? "published" : "changed",
    };
  });
}
