import "server-only";
import { z } from "zod";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import { readUse } from "@/lib/routing/edit/read-use";
import { routeGone } from "@/lib/routing/edit/store";
import { whyKept } from "@/lib/routing/edit/use";

/** As private.remove_route says. */
const Outcome = z.enum(["removed", "gone", "default", "followed"]);

/**
 * Deletes a route, also where it is deleted already; what was published of it stays readable for
 * the calls that followed it. Throws `conflict` while a number follows it or it is the default.
 */
export async function removeRoute(
  member: Pick<Member, "db" | "tenant">,
  route: string,
): Promise<void> {
  const { data, error } = await member.db.rpc("remove_route", { route });
  if (error) throw new Error("Deleting the route failed", { cause: error });
  const outcome = Outcome.parse(data);
  if (outcome === "removed") return;
  if (outcome === "gone") throw routeGone();
  const why = whyKept(await readUse(member, route)) ?? "This route was in use. Try again.";
  throw new AppError("conflict", "in_use", why);
}
