import type { AgentLanguage } from "@/lib/agent/languages";
import { findAnswers } from "@/lib/agent/settings/knowledge";
import type { AgentSettings } from "@/lib/agent/settings/schema";
import type { AnyTool, ToolContext, ToolResult } from "@/lib/agent/tools/tool";

/** Tools that only read: they may run while an agent is tried. */
const reading: ReadonlySet<string> = new Set(["list_services", "check_availability"]);

const said: Record<AgentLanguage, { tried: string; none: string }> = {
  en: {
    tried: "This is a trial: in a real call it would be done now. Nothing was changed.",
    none: "I don't know that.",
  },
  ro: {
    tried: "Aceasta este o probă: într-un apel adevărat s-ar face acum. Nu s-a schimbat nimic.",
    none: "Nu știu acest lucru.",
  },
};

/** How a real call would go on after a tool. */
const endings: Record<string, string> = {
  transfer_to_person: "The caller goes on to the next step of the route.",
  end_call: "The call ends.",
};

export type DryRun = { result: ToolResult; ends: string | null };

/**
 * What a tool answers while an agent is tried: what is read is read, what would be done is not, and
 * says so. Throws what the tool throws.
 */
export async function runDry(
  tool: AnyTool,
  args: unknown,
  { settings, context }: { settings: AgentSettings; context: ToolContext },
): Promise<DryRun> {
  const { tried, none } = said[context.language];
  tool.parameters.parse(args);
  if (tool.name === "look_up") {
    const { question } = { question: "", ...(typeof args === "object" ? args : {}) };
    const found = findAnswers(settings.knowledge, String(question));
    const [first] = found;
    return { result: { ok: first !== undefined, say: first?.answer ?? none, found }, ends: null };
  }
  if (reading.has(tool.name)) return { result: await tool.run(context, args), ends: null };
  const ends = endings[tool.name] ?? null;
  return { result: { ok: true, is_trial: true, say: tried }, ends };
}
