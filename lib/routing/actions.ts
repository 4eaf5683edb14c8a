"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { memberAction } from "@/lib/auth/action";
import { AppError } from "@/lib/core/errors";
import type { SavedDraft } from "@/lib/edits/saved-draft";
import { readEdit } from "@/lib/edits/schema";
import { isSame } from "@/lib/edits/written";
import { defaultRoute } from "@/lib/routing/default-route";
import { chooseDefault } from "@/lib/routing/edit/choose-default";
import { publish } from "@/lib/routing/edit/publish";
import { removeRoute } from "@/lib/routing/edit/remove";
import { requireRoute, saveDraft } from "@/lib/routing/edit/save";
import {
  DeleteRoute,
  MakeDefault,
  NewRoute,
  RestoreVersion,
  saveRouteInput,
} from "@/lib/routing/edit/schema";
import { addRoute, listRoutes, readVersion, updateRoute } from "@/lib/routing/edit/store";
import type { Named } from "@/lib/routing/edit/values";
import { Route } from "@/lib/routing/route";

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

/** Lets calls to numbers without a route or a person follow this route. */
export const makeDefault = memberAction(
  MakeDefault,
  async ({ id, seen }, member) => {
    await chooseDefault(member, id, seen);
    revalidatePath(page, "layout");
    return { message: "This is the default route now." };
  },
  admins,
);

/** Deletes a route that no number follows and that is not the default. */
export const deleteRoute = memberAction(
  DeleteRoute,
  async ({ id }, member) => {
    await removeRoute(member, id);
    revalidatePath(page, "layout");
    redirect(page);
  },
  admins,
);

/** Makes an earlier version the draft: it answers calls once it is published. */
export const restoreVersion = memberAction(
  RestoreVersion,
  async ({ id, version }, member) => {
    const { db, tenant } = member;
    const route = await requireRoute(member, id);
    const draft = Route.safeParse(await readVersion(db, tenant.id, id, version));
    if (!draft.success) {
      throw new AppError("conflict", "unreadable", "This version can't be used any more.");
    }
    const isSaved = await updateRoute(db, tenant.id, route, {
      name: route.name,
      draft: draft.data,
    });
    if (!isSaved) {
      throw new AppError("conflict", "busy", "Someone else is saving this right now. Try again.");
    }
    revalidatePath(page, "layout");
    redirect(`${page}/${id}`);
  },
  admins,
);

/** Saves the draft; with `publish` it answers calls then, if it is what was on the page. */
export const saveRoute = memberAction<ReturnType<typeof saveRouteInput>, SavedDraft<Named>>(
  ({ tenant }) => saveRouteInput(tenant.country_code),
  async ({ id, name, draft, publish: isWanted }, member, form) => {
    const saved = await saveDraft(member, id, { name, draft }, readEdit(form));
    revalidatePath(page, "layout");
    const done = (message: string) => ({ message, result: { saved }, saved: true }) as const;
    // Saved all the same, so the form goes on from what is saved.
    const refused = (words: string) =>
      ({ result: { saved, refused: words }, saved: true }) as const;
    if (!isWanted) return done("Saved. Calls follow what is published.");
    if (!isSame(saved, { name, draft })) {
      return refused("Saved, not published: someone else has changed it too. Look at it first.");
    }
    const published = await publish(member, id, saved.draft);
    if (published.kind === "refused") return refused(published.message);
    return done(published.kind === "published" ? "Published." : "This is published already.");
  },
  admins,
);
