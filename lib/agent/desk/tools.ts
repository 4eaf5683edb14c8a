import "server-only";
import { tools } from "@/lib/agent/tools/registry";

/** What each tool is called on screen, by its name for the model. */
export const toolTitles: ReadonlyMap<string, string> = new Map(
  tools.map(({ name, title }) => [name, title]),
);
