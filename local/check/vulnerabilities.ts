import { z } from "zod";
import { runProgram } from "@/local/processes/run-program";

const Advisory = z.object({
  name: z.string(),
  severity: z.enum(["info", "low", "moderate", "high", "critical"]),
  range: z.string(),
});
const Report = z.object({ vulnerabilities: z.record(z.string(), Advisory) });
const Unanswered = z.object({ message: z.string() });

export type Audit = { kind: "answered"; problems: string[] } | { kind: "skipped"; why: string };

/**
 * What `npm audit --json` has printed: a line per package that is as bad as high, or why there is
 * no answer.
 */
export function readAudit(printed: string): Audit {
  const json = parse(printed);
  const report = Report.safeParse(json);
  if (!report.success) {
    const why = Unanswered.safeParse(json).data?.message ?? "npm audit printed no report";
    return { kind: "skipped", why };
  }
  const problems = Object.values(report.data.vulnerabilities)
    .filter(({ severity }) => severity === "high" || severity === "critical")
    .map(({ name, severity, range }) => `${name} ${range}: ${severity} (npm audit says more)`);
  return { kind: "answered", problems };
}

function parse(printed: string): unknown {
  try {
    return JSON.parse(printed);
  } catch {
    return undefined;
  }
}

/**
 * Known vulnerabilities of production dependencies, as bad as high. Skipped, with a line, where the
 * registry does not answer.
 */
export async function checkVulnerabilities(
  interrupted: AbortSignal,
  say: (line: string) => void,
): Promise<string[]> {
  const args = ["audit", "--omit=dev", "--json", "--fetch-retries=0", "--fetch-timeout=20000"];
  const { stdout } = await runProgram("npm", args, { interrupted });
  const audit = readAudit(stdout);
  if (audit.kind === "answered") return audit.problems;
  say(`- npm audit skipped, the registry does not answer it: ${audit.why}`);
  return [];
}
