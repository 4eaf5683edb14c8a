import { Bar } from "@/components/call-bar/bar";
import type { Member } from "@/lib/auth/member";
import { followUpSentence } from "@/lib/dispositions/follow-up";
import { listDispositions } from "@/lib/dispositions/store";
import { listBarCalls } from "@/lib/wrapups/bar";

/**
 * The signed-in person's calls, wherever they are in the app: the one they are on, and those they
 * have not said the outcome of. Nothing while there are none.
 */
export async function CallBar({ member }: { member: Member }) {
  const calls = await listBarCalls(member, new Date());
  if (calls.length === 0) return null;
  const dispositions = await listDispositions(member.db, member.tenant.id);
  const outcomes = dispositions.map((outcome) => ({
    ...{ id: outcome.id, label: outcome.label, key: outcome.key },
    follows: followUpSentence(outcome),
  }));
  return <Bar calls={calls} outcomes={outcomes} />;
}
