import { parseArgs } from "node:util";
import { z } from "zod";
import { figures } from "@/bench/figures";
import { runFigures } from "@/bench/run";
import { openWorld } from "@/bench/world";
import { CommandError } from "@/local/command-error";
import { runCommand } from "@/local/run-command";

const names = figures.map(({ name }) => name);
const usage = `Usage: npm run bench -- [NAME …] [--minutes 4] [--small]\nFigures: ${names.join(", ")}.`;

const Options = z.object({
  chosen: z.array(z.enum(names, { error: "There is no such figure." })),
  minutes: z.coerce.number().min(1).max(600),
  small: z.boolean(),
});

function readOptions(): z.infer<typeof Options> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      minutes: { type: "string", default: "4" },
      small: { type: "boolean", default: false },
    },
  });
  const options = Options.safeParse({ ...values, chosen: positionals });
  if (!options.success) throw new CommandError(z.prettifyError(options.error), usage);
  return options.data;
}

/** Measures what the project promises of its speed, each figure against a floor of the same run. */
runCommand(async (interrupted) => {
  const { chosen, minutes, small } = readOptions();
  const world = openWorld({ minutes, small, interrupted });
  try {
    const wanted = figures.filter(({ name }) => chosen.length === 0 || chosen.includes(name));
    return await runFigures(wanted, world, { whole: chosen.length === 0 && !small });
  } finally {
    await world.close();
  }
});
