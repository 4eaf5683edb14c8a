import { writeFileSync } from "node:fs";
import { cpus, release, totalmem, type } from "node:os";
import type { Bench, Figure, Row } from "@/bench/figure";
import { inProject } from "@/local/project";

const head = ["figure", "measured", "floor", "ratio", "goal", "met"];

const metWords = (met: boolean | null) => (met === null ? "" : met ? "yes" : "NO");

const cells = (row: Row) => [
  row.figure,
  row.value,
  row.floor,
  row.ratio,
  row.goal,
  metWords(row.met),
];

function table(rows: Row[]): string {
  const lines = [head, head.map(() => "---"), ...rows.map(cells)];
  return lines.map((line) => `| ${line.join(" | ")} |`).join("\n");
}

function machine(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${cpu?.model ?? "unknown CPU"}, ${memory} GiB, ${type()} ${release()}, Node ${process.version}`;
}

/**
 * Runs figures one after another, prints their table and, when it is the whole run, keeps it in
 * bench/results.md. 1 when a goal is missed.
 */
export async function runFigures(
  figures: Figure[],
  bench: Bench,
  { whole }: { whole: boolean },
): Promise<number> {
  const rows: Row[] = [];
  const begun = Date.now();
  for (const figure of figures) {
    bench.interrupted.throwIfAborted();
    const from = Date.now();
    const measured = await figure.run(bench);
    rows.push(...measured);
    bench.log(`${figure.name}: ${Math.round((Date.now() - from) / 1000)} s`);
    for (const row of measured) bench.log(`  ${cells(row).filter(Boolean).join(" · ")}`);
  }
  const seconds = Math.round((Date.now() - begun) / 1000);
  const text = `${table(rows)}\n\nMeasured in ${seconds} s on ${machine()}.\n`;
  bench.log(`\n${text}`);
  if (whole) {
    const day = new Date().toISOString().slice(0, 10);
    const about = `# Figures\n\nWritten by \`npm run bench\` on ${day}. What each means and what was done for it: [docs/performance.md](../docs/performance.md).`;
    writeFileSync(inProject("bench/results.md"), `${about}\n\n${text}`);
  }
  return rows.some(({ met }) => met === false) ? 1 : 0;
}
