import { Presence } from "@/components/colleagues/presence";
import { Live } from "@/components/live/live";
import { RefreshAfter } from "@/components/live/refresh-after";
import type { Member } from "@/lib/auth/member";
import { msToNextChange } from "@/lib/colleagues/decide";
import { readEverybody } from "@/lib/colleagues/store";

/** Beside the name of somebody of the company: whether they can be called now. */
export async function PersonPresence({ id, member }: { id: string; member: Member }) {
  const people = await readEverybody(member, { wanted: [id] });
  const [person] = people;
  if (!person) return null;
  return (
    <>
      <Live on={[{ subject: "availability", user_id: [id] }]} />
      <RefreshAfter ms={msToNextChange(people, new Date())} userId={member.user_id} />
      <Presence of={person} />
    </>
  );
}
