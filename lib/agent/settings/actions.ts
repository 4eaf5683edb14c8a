"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { defaultAgent } from "@/lib/agent/settings/defaults";
import { DeleteAgent, NewAgent, RestoreVersion, SaveAgent } from "@/lib/agent/settings/input";
import { toolChoices } from "@/lib/agent/settings/page";
import { publish } from "@/lib/agent/settings/publish";
import { removeAgent } from "@/lib/agent/settings/remove";
import { requireAgent, saveDraft } from "@/lib/agent/settings/save";
import { AgentSettings } from "@/lib/agent/settings/schema";
import { addAgent, listAgents, updateAgent } from "@/lib/agent/settings/store";
import type { NamedAgent } from "@/lib/agent/settings/values";
import { readVersion } from "@/lib/agent/settings/versions";
import { memberAction } from "@/lib/auth/action";
import { AppError } from "@/lib/core/errors";
import type { SavedDraft } from "@/lib/edits/saved-draft";
import { readEdit } from "@/lib/edits/schema";
import { isSame } from "@/lib/edits/written";

const page = "/settings/voice-agent";
const admins = { role: "admin" } as const;
const maxAgents = 20;

/** Adds an agent that could be published as it is, and goes on to its editor. */
export const createAgent = memberAction(
  NewAgent,
  async ({ name, language }, { db, tenant }) => {
    const all = await listAgents(db, tenant.id);
    if (all.length >= maxAgents) {
      throw new AppError("conflict", "too_many", `At most ${maxAgents} voice agents.`);
    }
    const tools = toolChoices().map((tool) => tool.name);
    const draft = defaultAgent(tenant.name, language, tools);
    const id = await addAgent(db, tenant.id, { name, draft });
    revalidatePath(page);
    redirect(`${page}/${id}`);
  },
  admins,
);

/** Deletes an agent that no route uses. */
export const deleteAgent = memberAction(
  DeleteAgent,
  async ({ id }, member) => {
    await removeAgent(member, id);
    revalidatePath(page, "layout");
    redirect(page);
  },
  admins,
);

/** Makes an earlier version the draft: it answers calls once it is published. */
export const restoreAgentVersion = memberAction(
  RestoreVersion,
  async ({ id, version }, member) => {
    const { db, tenant } = member;
    const agent = await requireAgent(member, id);
    const draft = AgentSettings.safeParse(await readVersion(db, tenant.id, id, version));
    if (!draft.success) {
      throw new AppError("conflict", "unreadable", "This version can't be used any more.");
    }
    const { name } = agent;
    if (!(await updateAgent(db, tenant.id, agent, { name, draft: draft.data }))) {
      throw new AppError("conflict", "busy", "Someone else is saving this right now. Try again.");
    }
    revalidatePath(page, "layout");
    redirect(`${page}/${id}`);
  },
  admins,
);

/** Saves the draft; with `publish` it answers calls then, if it is what was on the page. */
export const saveAgent = memberAction<typeof SaveAgent, SavedDraft<NamedAgent>>(
  SaveAgent,
  async ({ id, name, draft, publish: isWanted }, member, form) => {
    const saved = await saveDraft(member, id, { name, draft }, readEdit(form));
    revalidatePath(page, "layout");
    const done = (message: string) => ({ message, result: { saved }, saved: true }) as const;
    if (!isWanted) return done("Saved. Calls are answered by what is published.");
    if (!isSame(saved, { name, draft })) {
      const refused = "Saved, not published: someone else has changed it too. Look at it first.";
      return { result: { saved, refused }, saved: true };
    }
    const published = await publish(member, id, saved.draft);
    return done(published === "published" ? "Published." : "This is published already.");
  },
  admins,
);
