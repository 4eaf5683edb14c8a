import { z } from "zod";

/** The periods to choose from, in days. */
export const periods = [
  { key: "week", days: 7, label: "7 days" },
  { key: "month", days: 30, label: "30 days" },
  { key: "quarter", days: 90, label: "90 days" },
] as const;

export const FiguresQuery = z.object({
  period: z.enum(["week", "month", "quarter"]).optional().catch(undefined),
  agent: z.uuid().optional().catch(undefined),
});
export type FiguresQuery = z.output<typeof FiguresQuery>;

export function figuresAddress({ period, agent }: FiguresQuery): string {
  const query = new URLSearchParams();
  if (period && period !== "month") query.set("period", period);
  if (agent) query.set("agent", agent);
  return query.size > 0 ? `/agent/figures?${query}` : "/agent/figures";
}
