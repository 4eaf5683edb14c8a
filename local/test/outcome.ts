import { z } from "zod";

/** What a run of vitest came to; `failures` names every failed test, suite and file. */
export const Outcome = z.object({
  passed: z.number(),
  failed: z.number(),
  skipped: z.number(),
  failures: z.array(z.string()),
});
export type Outcome = z.infer<typeof Outcome>;

const maxListed = 30;

/** The last lines people and CI read: what failed by name, and the counts. */
export function summarize({ passed, failed, skipped, failures }: Outcome): string {
  const more = failures.length - maxListed;
  return [
    ...failures.slice(0, maxListed).map((name) => `failed: ${name}`),
    ...(more > 0 ? [`failed: ${more} more`] : []),
    `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`,
  ].join("\n");
}
