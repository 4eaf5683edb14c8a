"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { memberAction } from "@/lib/auth/action";
import { AppError } from "@/lib/core/errors";
import { readEdit } from "@/lib/edits/schema";
import { defaultRoute } from "@/lib/routing/default-route";
import { publish } from "@/lib/routing/edit/publish";
import { saveDraft } from "@/lib/routing/edit/save";
import { NewRoute, saveRouteInput } from "@/lib/routing/edit/schema";
import { addRoute, listRoutes } from "@/lib/routing/edit/store";
import { isSame, type Named } from "@/lib/routing/edit/values";

const page = "/settings/routing";
const admins = { role: "admin" } as const;
const maxRoutes = 50;

/** Adds a route, as sensible as a new company's, and goes on to its editor. */
export const createRoute = memberAction(
  NewRoute,
  async ({ name, language }, { db, tenant }) => {
    const all = await listRoutes(db, tenant.id);
    if (all.length >= maxRoutes) {
      throw new AppError("conflict", "too_many", `At most ${maxRoutes} routes.`);
    }
    const draft = defaultRoute({ name: tenant.name, time_zone: tenant.time_zone, language });
    const id = await addRoute(db, tenant.id, { name, draft });
    revalidatePath(page);
    redirect(`${page}/${id}`);
  },
  admins,
);

/** Saves the draft; with `publish` it answers calls then, if it is what was on the page. */
export const saveRoute = memberAction<ReturnType<typeof saveRouteInput>, Named>(
  ({ tenant }) => saveRouteInput(tenant.country_code),
  async ({ id, name, draft, publish: isWanted }, member, form) => {
    const result = await saveDraft(member, id, { name, draft }, readEdit(form));
    revalidatePath(page, "layout");
    const done = (message: string) => ({ message, result, saved: true }) as const;
    if (!isWanted) return done("Saved. Calls follow what is published.");
    if (!isSame(result, { name, draft })) {
      return done(
        "Saved, not published: someone else has changed it too. Look at it, then publish.",
      );
    }
    const published = await publish(member, id, result.draft);
    if (published.kind === "refused") {
      throw new AppError("unprocessable", "not_sound", published.message);
    }
    return done(published.kind === "published" ? "Published." : "This is published already.");
  },
  admins,
);
