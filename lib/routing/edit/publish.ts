import "server-only";
import type { Member } from "@/lib/auth/member";
import { isSame } from "@/lib/edits/written";
import { checkRoute, type Finding, isSound } from "@/lib/routing/check";
import { readKnown } from "@/lib/routing/edit/known";
import { newestVersion, publishVersion } from "@/lib/routing/edit/store";
import type { Route } from "@/lib/routing/route";

export type Published = { kind: "published" | "unchanged" } | { kind: "refused"; message: string };

/** Lets new calls follow this route, if every way through it ends. */
export async function publish(member: Member, id: string, route: Route): Promise<Published> {
  const { db, tenant } = member;
  const findings = checkRoute(route, await readKnown(member));
  if (!isSound(findings)) return { kind: "refused", message: refusalWords(findings) };
  const newest = await newestVersion(db, tenant.id, id);
  if (newest && isSame(newest.body, route)) return { kind: "unchanged" };
  await publishVersion(db, tenant.id, id, route);
  return { kind: "published" };
}

/** Names the first place, and says how many more there are. */
function refusalWords(findings: readonly Finding[]): string {
  const [first, ...more] = findings.filter(({ blocks }) => blocks);
  const rest = more.length > 0 ? ` And ${more.length} more to fix.` : "";
  return `Saved, but not published. ${first?.words ?? ""}${rest}`;
}
