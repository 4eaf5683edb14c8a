import { queryOf } from "@/lib/contact-list/address";
import { ContactView } from "@/lib/contact-list/schema";

type Kept = { id: string; query: unknown };

/** A saved view as the list shows it; what makes no sense any more counts as not given. */
export function viewOf({ query }: Pick<Kept, "query">): ContactView {
  return ContactView.parse(query && typeof query === "object" ? { ...query } : {});
}

/** A view as text to compare by. */
function textOf(view: ContactView): string {
  const query = queryOf(view);
  query.sort();
  return query.toString();
}

/**
 * What the list shows of what its address asks for: `?view=` is a saved view as it was saved, and
 * with `?of=` the rest of the address, which was made from one. `open` is that view, if it is still
 * there; `isChanged` says that the list shows something else.
 */
export function openView<View extends Kept>(asked: ContactView, saved: View[]) {
  const open = saved.find(({ id }) => id === (asked.saved ?? asked.of));
  if (!open) {
    return { view: { ...asked, of: undefined }, isGone: (asked.saved ?? asked.of) !== undefined };
  }
  const kept = { ...viewOf(open), of: open.id, after: asked.after };
  if (asked.saved) return { view: kept, open, isChanged: false };
  return { view: asked, open, isChanged: textOf(kept) !== textOf(asked) };
}

/** Whether a person may change or delete a view, as its policies say. */
export function mayChangeView(
  { owner_id, is_shared }: { owner_id: string; is_shared: boolean },
  { user_id, role }: { user_id: string; role: string },
): boolean {
  return owner_id === user_id || (is_shared && role !== "rep");
}
