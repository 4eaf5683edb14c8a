import { ZodError, z } from "zod";
import type { AgentLanguage } from "@/lib/agent/languages";
import { phrases } from "@/lib/agent/prompt/phrases";
import type { AgentSettings } from "@/lib/agent/settings/schema";
import { answerFrom } from "@/lib/agent/tools/look-up";
import type { AnyTool, ToolContext, ToolResult } from "@/lib/agent/tools/tool";

/** Tools that only read: they run while an agent is tried too. */
const reading: ReadonlySet<string> = new Set(["list_services", "check_availability"]);

const tried: Record<AgentLanguage, string> = {
  en: "This is a trial: in a real call it would be done now. Nothing was changed.",
  ro: "Aceasta este o probă: într-un apel adevărat s-ar face acum. Nu s-a schimbat nimic.",
};

/** How a real call would go on after a tool. */
const endings: Record<string, string> = {
  transfer_to_person: "The caller goes on to the next step of the route.",
  end_call: "The call ends.",
};

export type DryRun = { result: ToolResult; ends: string | null };

type Trial = {
  settings: AgentSettings;
  context: Omit<ToolContext, "toolCallId">;
  toolCallId: string;
};

/**
 * What a tool answers while an agent is tried: what is read is read; what would be done is not, and
 * says so. The model gets errors as results, as in a call.
 */
export async function runDry(tool: AnyTool, given: string, trial: Trial): Promise<DryRun> {
  const { settings, context, toolCallId } = trial;
  const { language } = context;
  try {
    const args = tool.parameters.parse(JSON.parse(given || "{}"));
    if (tool.name === "look_up") {
      const { question } = z.object({ question: z.string() }).parse(args);
      return { result: answerFrom(settings.knowledge, question, language), ends: null };
    }
    if (reading.has(tool.name)) {
      return { result: await tool.run({ ...context, toolCallId }, args), ends: null };
    }
    const result = { ok: true, is_trial: true, say: tried[language] };
    return { result, ends: endings[tool.name] ?? null };
  } catch (error) {
    const say = error instanceof ZodError ? z.prettifyError(error) : phrases[language].notWorking;
    return { result: { ok: false, say }, ends: null };
  }
}
