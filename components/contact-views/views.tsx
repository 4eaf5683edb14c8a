import { randomUUID } from "node:crypto";
import { ColumnBoxes } from "@/components/contact-list/column-boxes";
import { ViewActions } from "@/components/contact-views/view-actions";
import { ViewTabs } from "@/components/contact-views/view-tabs";
import type { Member } from "@/lib/auth/member";
import { formPairs, queryOf } from "@/lib/contact-list/address";
import { mayChangeView, type openView } from "@/lib/contact-views/open";
import type { SavedView } from "@/lib/contact-views/store";

/** The saved views, and what can be done with what the list shows. */
export function Views({
  member,
  views,
  opened: { view, open, isChanged },
  columns,
  chosen,
}: {
  member: Member;
  views: SavedView[];
  opened: ReturnType<typeof openView<SavedView>>;
  columns: { id: string; name: string }[];
  chosen: string[];
}) {
  const query = queryOf(view).toString();
  return (
    <ViewTabs views={views} open={open?.id}>
      <ViewActions
        key={`${open?.id} ${query}`}
        newId={randomUUID()}
        query={query}
        canSave={open ? isChanged : query !== ""}
        open={
          open && {
            ...{ id: open.id, name: open.name, is_shared: open.is_shared },
            ...{ was: JSON.stringify(open.query), mayChange: mayChangeView(open, member) },
          }
        }
      />
      <ColumnBoxes columns={columns} chosen={chosen} kept={formPairs(view, ["columns"])} />
    </ViewTabs>
  );
}
