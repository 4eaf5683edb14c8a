import type { z } from "zod";
import type { AgentLanguage } from "@/lib/agent/languages";

/** Whom a tool works for. All of it is the server's: nothing comes from what was said. */
export type ToolContext = {
  tenantId: string;
  callId: string;
  sessionId: string;
  /** The provider's name of this call of the tool: what it does, it does once for it. */
  toolCallId: string;
  /** The phone is E.164; null where the caller hides it. */
  caller: { phone: string | null; contactId: string | null };
  /** What the agent speaks at first, and all that it may speak. */
  language: AgentLanguage;
  languages: readonly AgentLanguage[];
  timeZone: string;
  now: Date;
  /**
   * How often the caller has spoken after they heard the agent: an offer was heard once this has
   * grown after it.
   */
  turnsOfCaller: number;
};

/** What becomes of the talk after a tool: the agent says what is left to say, then it ends. */
export type Ending =
  | { outcome: "handed_over"; reason: string }
  | { outcome: "message"; reason: string }
  | { outcome: "contained"; reason: string };

/**
 * Given to the model as JSON, without `ending` and `left`; `say` is what it is to tell the caller.
 * `left`: the caller has left a message, which is what the talk came to, however it ends.
 */
export type ToolResult = { ok: boolean; say: string; ending?: Ending; left?: "message" } & Record<
  string,
  unknown
>;

/** Something an agent can do. `run` may throw: the model then gets an error as the result. */
export type Tool<Shape extends z.ZodObject = z.ZodObject> = {
  /** As the model calls it: letters, digits and underscores. */
  name: string;
  /** In the settings: "Take a message". */
  title: string;
  /** When to use it, for the model. */
  description: Record<AgentLanguage, string>;
  parameters: Shape;
  /** How long it may take. */
  seconds: number;
  /** What the agent says meanwhile, if it takes longer than a moment. */
  filler?: Record<AgentLanguage, string>;
  run(context: ToolContext, args: z.output<Shape>): Promise<ToolResult>;
};

/** A tool of any parameters, as the registry keeps it. */
export type AnyTool = Omit<Tool, "run"> & {
  /** Throws a ZodError for arguments that it does not take. */
  run(context: ToolContext, args: unknown): Promise<ToolResult>;
};

export function defineTool<Shape extends z.ZodObject>(tool: Tool<Shape>): AnyTool {
  return { ...tool, run: async (context, args) => tool.run(context, tool.parameters.parse(args)) };
}
