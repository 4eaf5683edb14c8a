import { GroupDialog } from "@/components/groups/group-dialog";
import type { Person } from "@/components/groups/people-list";
import { DeleteLine } from "@/components/settings/delete-line";
import { removeGroup } from "@/lib/groups/actions";
import type { Group } from "@/lib/groups/store";
import { afterDeletion, peopleWords, usedBy } from "@/lib/groups/words";

/** A company's groups, who is in each and which routes (names) ring it. */
export function GroupList({
  groups,
  people,
  uses,
  edits,
}: {
  groups: readonly Group[];
  people: readonly Person[];
  uses: ReadonlyMap<string, readonly string[]>;
  edits: boolean;
}) {
  return (
    <ul aria-label="Groups" className="divide-y divide-line border-t border-line">
      {groups.map((group) => {
        const routes = uses.get(group.id) ?? [];
        const { id, name } = group;
        return (
          <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-5 py-2.5">
            <span className="min-w-40 flex-1">
              <span className="block font-medium break-words text-ink">{name}</span>
              <span className="block text-[13px] break-words text-muted">
                {peopleWords(group.people, people)} · {usedBy(routes)}
              </span>
            </span>
            {edits && (
              <span className="flex items-center">
                <GroupDialog group={group} people={people} />
                <DeleteLine
                  name={name}
                  title={`Delete the group “${name}”?`}
                  description={afterDeletion(routes)}
                  action={removeGroup}
                  fields={{ id }}
                />
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
