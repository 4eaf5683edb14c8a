import "server-only";
import { isCall, noCall } from "@/lib/calls/existing";
import type { Edit } from "@/lib/edits/decide";
import { namedEditors } from "@/lib/edits/editors";
import { saveEdit } from "@/lib/edits/save";
import { type Giver, giveOutcome } from "@/lib/wrapups/outcome";
import { readWrapUp, type WrapUp } from "@/lib/wrapups/store";

/**
 * Saves a call's outcome as the form on its page sent it. Throws `EditConflict` where somebody has
 * chosen another one since, 403 and 404 as `giveOutcome`.
 */
export async function editOutcome(
  giver: Giver,
  callId: string,
  disposition_id: string | null,
  edit: Edit,
): Promise<void> {
  const { db, tenant } = giver;
  if (!(await isCall(db, tenant.id, callId))) throw noCall();
  let said: WrapUp | null = null;
  await saveEdit<{ disposition_id: string | null }>(
    edit,
    { disposition_id },
    {
      read: async () => {
        said = await readWrapUp(db, tenant.id, callId);
        return { disposition_id: said?.disposition_id ?? null };
      },
      write: async (changes, current) => {
        if (changes.disposition_id === undefined) return true;
        const was = current.disposition_id;
        return giveOutcome(giver, callId, { disposition_id: changes.disposition_id, was });
      },
      describe: () => ({ name: "the outcome", value: said?.dispositions?.label ?? "" }),
      editors: () => namedEditors(giver, new Map([["disposition_id", said?.user_id]])),
    },
  );
}
