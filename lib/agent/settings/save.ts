import "server-only";
import { AgentSettings } from "@/lib/agent/settings/schema";
import { agentGone, type EditedAgent, findAgent, updateAgent } from "@/lib/agent/settings/store";
import { draftOf, type NamedAgent, valuesOf } from "@/lib/agent/settings/values";
import { describeColumn } from "@/lib/agent/settings/words";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import type { Edit, Values } from "@/lib/edits/decide";
import { auditedEditors } from "@/lib/edits/editors";
import { saveEdit } from "@/lib/edits/save";

/** An agent of the member's tenant; throws `conflict` when it is not there. */
export async function requireAgent({ db, tenant }: Member, id: string): Promise<EditedAgent> {
  const agent = await findAgent(db, tenant.id, id);
  if (agent) return agent;
  throw agentGone();
}

/**
 * Saves what was changed in an agent's draft, beside what others have changed meanwhile, and gives
 * what stands then. Calls are answered by what was published. Throws `EditConflict`.
 */
export async function saveDraft(
  member: Member,
  id: string,
  typed: NamedAgent,
  edit: Edit,
): Promise<NamedAgent> {
  const { db, tenant } = member;
  let saved: NamedAgent = typed;
  let row: EditedAgent | undefined;
  const wanted = valuesOf(typed);
  // An answer that was removed, or a tool that was switched off, is not sent.
  const removed = Object.keys(edit.loaded).filter((column) => !(column in wanted));
  const all: Values = { ...Object.fromEntries(removed.map((column) => [column, null])), ...wanted };
  await saveEdit<Values>(edit, all, {
    read: async () => {
      row = await requireAgent(member, id);
      saved = row;
      return valuesOf(row);
    },
    write: async (changes, current) => {
      if (!row || Object.keys(changes).length === 0) return true;
      // In the order of the form; what others have added comes last.
      const values = { ...inOrder(wanted), ...current, ...changes };
      saved = { name: String(values.name), draft: parse(draftOf(values)) };
      return updateAgent(db, tenant.id, row, saved);
    },
    describe: describeColumn,
    editors: async (columns) => {
      const about = { kind: "voice_agent", subject: id };
      const by = await auditedEditors(member, about, ["name", "draft"]);
      return new Map(columns.map((one) => [one, by.get(one === "name" ? "name" : "draft")]));
    },
  });
  return { name: saved.name, draft: saved.draft };
}

/** The names of columns in their order, without values. */
const inOrder = (values: Values): Values =>
  Object.fromEntries(Object.keys(values).map((column) => [column, null]));

/** What two people have made together may be more than an agent can have. */
function parse(draft: unknown): AgentSettings {
  const settings = AgentSettings.safeParse(draft);
  if (settings.success) return settings.data;
  const message = "This doesn't fit together with what someone else has saved. Reload the page.";
  throw new AppError("conflict", "changed_meanwhile", message, { cause: settings.error });
}
