import { Merge, PencilLine, UserPlus } from "lucide-react";
import { UndoMerge } from "@/components/merges/undo-merge";
import { EntryHead } from "@/components/timeline/entry-head";
import type { Member } from "@/lib/auth/member";
import type { Around } from "@/lib/timeline/around";
import { changeSentences, mergeToUndo } from "@/lib/timeline/change-words";

type Change = {
  changes: unknown;
  created_at: string;
  actor_id: string;
};

/** What somebody changed about the contact in one save. */
export function ChangeEntry({
  change,
  member,
  around,
}: {
  change: Change;
  member: Member;
  around: Around;
}) {
  const { country_code, time_zone } = member.tenant;
  const mine = change.actor_id === member.user_id;
  const who = mine ? "You" : (around.people.get(change.actor_id) ?? "Someone");
  const sentences = changeSentences(change.changes, around.people, country_code);
  const isNew = /^(add|import)ed this contact$/.test(sentences[0] ?? "");
  const isMerge = /^(merged|undid)/.test(sentences[0] ?? "");
  const merge = mergeToUndo(change.changes);
  const Icon = isNew ? UserPlus : isMerge ? Merge : PencilLine;
  return (
    <>
      <span className="direction bg-sunken text-muted">
        <Icon aria-hidden />
      </span>
      <div className="min-w-0 flex-1 pt-1.5">
        <EntryHead at={change.created_at} timeZone={time_zone}>
          <span className="font-medium text-ink">{who}</span> {sentences.join(", ")}
        </EntryHead>
        {merge && (
          <div className="-ml-2.5">
            <UndoMerge id={merge} variant="ghost">
              Undo the merge
            </UndoMerge>
          </div>
        )}
      </div>
    </>
  );
}
