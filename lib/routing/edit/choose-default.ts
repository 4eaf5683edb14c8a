import "server-only";
import { z } from "zod";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import { findDefault, routeGone } from "@/lib/routing/edit/store";

/** As private.choose_default_route says. */
const Outcome = z.enum(["chosen", "gone", "unpublished", "changed"]);

/**
 * Lets calls to numbers without a route or a person follow this route, also where they do already.
 * Throws `conflict` where the default is another one than was `seen` (null: none), and for a route
 * that is not there, or of which nothing is published.
 */
export async function chooseDefault(
  { db, tenant }: Pick<Member, "db" | "tenant">,
  route: string,
  seen: string | null,
): Promise<void> {
  const { data, error } = await db.rpc("choose_default_route", {
    route,
    ...(seen !== null && { seen }),
  });
  if (error) throw new Error("Choosing the default route failed", { cause: error });
  const outcome = Outcome.parse(data);
  switch (outcome) {
    case "chosen":
      return;
    case "gone":
      throw routeGone();
    case "unpublished":
      throw new AppError("conflict", "unpublished", "Publish this route first.");
    case "changed": {
      const now = await findDefault(db, tenant.id);
      const words = `Someone else has made “${now?.name ?? ""}” the default meanwhile. Reload the page.`;
      throw new AppError("conflict", "changed_meanwhile", words);
    }
    default:
      return outcome satisfies never;
  }
}
