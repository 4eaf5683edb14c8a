import "server-only";
import { FieldError } from "@/lib/auth/action";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import type { Edit, Values } from "@/lib/edits/decide";
import { auditedEditors } from "@/lib/edits/editors";
import { saveEdit } from "@/lib/edits/save";
import { listAudio } from "@/lib/files/store";
import { stepWords } from "@/lib/routing/branches";
import { whyNotPlayed } from "@/lib/routing/check";
import { type EditedRoute, findRoute, routeGone, updateRoute } from "@/lib/routing/edit/store";
import { draftOf, type Named, valuesOf } from "@/lib/routing/edit/values";
import { describeColumn } from "@/lib/routing/edit/words";
import { Route } from "@/lib/routing/route";
import { audioOf, fileOf } from "@/lib/routing/sounds";

/** A route of the member's tenant; throws `conflict` when it is not there. */
export async function requireRoute({ db, tenant }: Member, id: string): Promise<EditedRoute> {
  const route = await findRoute(db, tenant.id, id);
  if (route) return route;
  throw routeGone();
}

/**
 * Saves what was changed in a route's draft, beside what others have changed meanwhile, and gives
 * what stands then. Calls follow what was published. Throws `EditConflict`.
 */
export async function saveDraft(
  member: Member,
  id: string,
  typed: Named,
  edit: Edit,
): Promise<Named> {
  const { db, tenant } = member;
  await requireAudio(member, typed.draft);
  let saved: Named = typed;
  let row: EditedRoute | undefined;
  const wanted = valuesOf(typed);
  // A step that was removed is not sent.
  const removed = Object.keys(edit.loaded).filter((column) => !(column in wanted));
  const all: Values = { ...Object.fromEntries(removed.map((column) => [column, null])), ...wanted };
  await saveEdit<Values>(edit, all, {
    read: async () => {
      row = await requireRoute(member, id);
      saved = row;
      return valuesOf(row);
    },
    write: async (changes, current) => {
      if (!row || Object.keys(changes).length === 0) return true;
      const values = { ...current, ...changes };
      saved = { name: String(values.name), draft: parse(draftOf(values)) };
      return updateRoute(db, tenant.id, row, saved);
    },
    describe: describeColumn,
    editors: async (columns) => {
      const about = { kind: "route", subject: id };
      const by = await auditedEditors(member, about, ["name", "draft"]);
      return new Map(columns.map((one) => [one, by.get(one === "name" ? "name" : "draft")]));
    },
  });
  return { name: saved.name, draft: saved.draft };
}

/** A file that was deleted after the page was rendered, or is too long, is refused by its place. */
async function requireAudio({ db, tenant }: Member, draft: Route): Promise<void> {
  if (audioOf(draft).length === 0) return;
  const known = new Map((await listAudio(db, tenant.id)).map((file) => [file.id, file]));
  for (const [id, step] of Object.entries(draft.steps)) {
    const file = fileOf(step);
    const refused = file && whyNotPlayed(file, known.get(file.audio));
    if (!refused) continue;
    const words = `${stepWords(step)}: ${refused} Choose another.`;
    throw new FieldError(`draft.steps.${id}.${file.field}.audio`, words);
  }
}

/** What two people have made together may be more than a route can have. */
function parse(draft: unknown): Route {
  const route = Route.safeParse(draft);
  if (route.success) return route.data;
  const message = "This doesn't fit together with what someone else has saved. Reload the page.";
  throw new AppError("conflict", "changed_meanwhile", message, { cause: route.error });
}
