import { ZodError } from "zod";
import { phrases } from "@/lib/agent/prompt/phrases";
import type { Clock } from "@/lib/agent/socket";
import type { AnyTool, ToolContext, ToolResult } from "@/lib/agent/tools/tool";

export type Ran = { result: ToolResult; state: "done" | "failed" };

/**
 * What a tool says, or that it did not work: because it failed, took too long, is not one of the
 * agent's, or was called with what it does not take. Never throws: the model goes on speaking.
 */
export async function runTool(
  tool: AnyTool | undefined,
  given: string,
  context: ToolContext,
  clock: Clock,
): Promise<Ran> {
  const { notWorking, unknownTool } = phrases[context.language];
  const failed = (say: string): Ran => ({ result: { ok: false, say }, state: "failed" });
  if (!tool) return failed(unknownTool);
  let cancel = () => {};
  const late = new Promise<Ran>((resolve) => {
    cancel = clock.after(tool.seconds * 1000, () => resolve(failed(notWorking)));
  });
  try {
    const args: unknown = JSON.parse(given || "{}");
    const work = tool.run(context, args).then((result): Ran => ({ result, state: "done" }));
    return await Promise.race([work, late]);
  } catch (error) {
    if (error instanceof ZodError) {
      const words = error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
      return failed(words.join("; "));
    }
    if (!(error instanceof SyntaxError)) console.error(`The tool ${tool.name} failed:`, error);
    return failed(notWorking);
  } finally {
    cancel();
  }
}
