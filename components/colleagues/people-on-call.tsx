import { Presence } from "@/components/colleagues/presence";
import { Live } from "@/components/live/live";
import { RefreshAfter } from "@/components/live/refresh-after";
import { Avatar } from "@/components/ui/avatar";
import { Card } from "@/components/ui/card";
import type { Member } from "@/lib/auth/member";
import { msToNextChange } from "@/lib/colleagues/decide";
import { readEverybody } from "@/lib/colleagues/store";

/** The two of an internal call, and whether they can be called now. */
export async function PeopleOnCall({
  ids,
  people,
  member,
}: {
  ids: (string | null)[];
  people: { user_id: string; name: string }[];
  member: Member;
}) {
  const shown = await readEverybody(member, { wanted: ids.flatMap((id) => id ?? []) });
  return (
    <Card title="People">
      <Live on={[{ subject: "availability" }]} />
      <RefreshAfter ms={msToNextChange(shown, new Date())} userId={member.user_id} />
      <ul className="flex flex-col gap-3">
        {ids.map((id) => {
          const known = shown.find(({ user_id }) => user_id === id);
          const name = people.find(({ user_id }) => user_id === id)?.name ?? "A colleague";
          return (
            <li key={id} className="flex items-center gap-3">
              <Avatar name={name} />
              <span className="min-w-0 flex-1 break-words text-ink">
                {name}
                {known?.extension && (
                  <span className="block text-[13px] text-muted">Extension {known.extension}</span>
                )}
              </span>
              {known && <Presence of={known} />}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
