import { parseArgs } from "node:util";
import { z } from "zod";
import { CommandError } from "@/local/command-error";
import { inProject } from "@/local/project";
import { runCommand } from "@/local/run-command";
import { makeScratchFolder } from "@/local/scratch-folder";
import { runOnTestStack } from "@/local/test/with-stack";

const usage =
  "Usage: npm run histories -- [--count 10000] [--seed N] [--scenario part-of-its-name] [--path of-a-failure]";

const Options = z.object({
  count: z.coerce.number().int().min(1).max(10_000_000),
  seed: z.coerce.number().int().min(0).max(0x7fffffff),
  scenario: z.string(),
  path: z.string().optional(),
});

function readOptions(): z.infer<typeof Options> {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    options: {
      count: { ...text, default: "10000" },
      seed: { ...text, default: String(Math.floor(Math.random() * 2 ** 31)) },
      scenario: { ...text, default: "" },
      path: text,
    },
  });
  const options = Options.safeParse(values);
  if (!options.success) throw new CommandError(z.prettifyError(options.error), usage);
  return options.data;
}

/** Delivers the events of calls in thousands of orders: the record must always end the same. */
runCommand(async (interrupted) => {
  const options = readOptions();
  const scratch = makeScratchFolder();
  try {
    return await runOnTestStack(
      [
        "--conditions=react-server",
        "--import",
        "tsx",
        inProject("tests/telephony/histories/main.ts"),
        JSON.stringify(options),
      ],
      { folder: scratch.path, interrupted },
    );
  } finally {
    scratch.remove();
  }
});
