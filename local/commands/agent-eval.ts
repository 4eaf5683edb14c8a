import { parseArgs } from "node:util";
import { z } from "zod";
import { Prices } from "@/lib/agent/prices/schema";
import { CommandError } from "@/local/command-error";
import { inProject } from "@/local/project";
import { runCommand } from "@/local/run-command";
import { makeScratchFolder } from "@/local/scratch-folder";
import { runOnTestStack } from "@/local/test/with-stack";

const usage = `Usage: npm run agent:eval -- [--scenario part-of-its-name] [--at-once 6] [--times 1]
  --realtime talks with a real provider: REALTIME_API_KEY, and where they are not OpenAI's
  REALTIME_BASE_URL, REALTIME_MODEL, REALTIME_TRANSCRIPTION_MODEL; what it costs is said by
  REALTIME_PRICES, dollars per million tokens: audio_in=32,cached_audio_in=0.4,audio_out=64,
  text_in=4,cached_text_in=0.4,text_out=16,transcript_minute=0.006`;

const Options = z.object({
  scenario: z.string(),
  "at-once": z.coerce.number().int().min(1).max(50),
  times: z.coerce.number().int().min(1).max(10),
});

function readOptions() {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    options: {
      scenario: { ...text, default: "" },
      "at-once": { ...text, default: "6" },
      times: { ...text, default: "1" },
      realtime: { type: "boolean", default: false },
    },
  });
  const options = Options.safeParse(values);
  if (!options.success) throw new CommandError(z.prettifyError(options.error), usage);
  const { scenario, times } = options.data;
  const realtime = values.realtime ? provider() : null;
  return { scenario, times, atOnce: options.data["at-once"], realtime };
}

function provider() {
  const { env } = process;
  if (!env.REALTIME_API_KEY) throw new CommandError("REALTIME_API_KEY is not set.", usage);
  return {
    baseUrl: env.REALTIME_BASE_URL ?? "https://api.openai.com/v1",
    key: env.REALTIME_API_KEY,
    model: env.REALTIME_MODEL ?? "gpt-realtime-2.1",
    transcriptionModel: env.REALTIME_TRANSCRIPTION_MODEL ?? "gpt-transcribe",
    ...(env.REALTIME_PRICES && { prices: pricesOf(env.REALTIME_PRICES) }),
  };
}

/** By what they are for, as the form of a company's prices has them. */
function pricesOf(text: string): Record<string, string> {
  const pairs = text.split(",").map((pair) => pair.split("=").map((part) => part.trim()));
  const prices = Prices.omit({ model: true }).safeParse(Object.fromEntries(pairs));
  if (!prices.success) throw new CommandError(z.prettifyError(prices.error), usage);
  return Object.fromEntries(pairs);
}

/** Callers of many kinds talk with a voice agent; what the database has afterwards is judged. */
runCommand(async (interrupted) => {
  const options = readOptions();
  const scratch = makeScratchFolder();
  try {
    return await runOnTestStack(
      [
        "--conditions=react-server",
        "--import",
        "tsx",
        inProject("tests/telephony/agent/main.ts"),
        JSON.stringify(options),
      ],
      { folder: scratch.path, interrupted },
    );
  } finally {
    scratch.remove();
  }
});
