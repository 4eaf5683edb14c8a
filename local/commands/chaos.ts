import { join } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { buildApp } from "@/local/app/build";
import { reportLines } from "@/local/chaos/report";
import { runChaos } from "@/local/chaos/run";
import { names } from "@/local/chaos/shapes/registry";
import { CommandError } from "@/local/command-error";
import { openDataFolder } from "@/local/data-folder";
import { runCommand, say } from "@/local/run-command";
import { makeScratchFolder } from "@/local/scratch-folder";

const usage =
  "Usage: npm run chaos -- [--seed words] [--calls 440] [--minutes 3] [--hurry] [--only " +
  `${names.join(",")}]`;

const Options = z.object({
  seed: z.string().min(1),
  calls: z.coerce.number().int().min(1).max(5000),
  minutes: z.coerce.number().positive().max(60),
  hurry: z.boolean(),
  only: z.array(z.enum(names)).min(1),
});

function readOptions(): z.infer<typeof Options> {
  const { values } = parseArgs({
    options: {
      seed: { type: "string", default: String(Date.now() % 1_000_000) },
      calls: { type: "string", default: "440" },
      minutes: { type: "string", default: "3" },
      hurry: { type: "boolean", default: false },
      only: { type: "string", default: names.join(",") },
    },
  });
  const options = Options.safeParse({ ...values, only: values.only.split(",") });
  if (!options.success) throw new CommandError(z.prettifyError(options.error), usage);
  return options.data;
}

/** Calls in a storm of crashes and faults; afterwards the record must be whole. */
runCommand(async (interrupted) => {
  const { seed, calls, minutes, hurry, only } = readOptions();
  const scratch = makeScratchFolder();
  try {
    openDataFolder(scratch.path);
    await buildApp({ logFolder: join(scratch.path, "logs"), interrupted, log: say });
    const { path: folder } = scratch;
    const seconds = minutes * 60;
    const run = { seed, calls, seconds, hurry, only, folder, interrupted, log: say };
    const report = await runChaos(run);
    for (const line of reportLines(report)) say(line);
    return report.findings.length === 0 ? 0 : 1;
  } finally {
    if (process.env.CHAOS_KEEP) say(scratch.path);
    else scratch.remove();
  }
});
