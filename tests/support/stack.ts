import { z } from "zod";

const Facts = z.object({
  env: z.record(z.string(), z.string()),
  urls: z.object({
    app: z.string(),
    supabase: z.string(),
    carrier: z.string(),
    mail: z.string(),
    transcription: z.string(),
    voice: z.string(),
    files: z.string(),
    livekit: z.string(),
  }),
  adminDatabaseUrl: z.string(),
  postgresUrl: z.string(),
  machineUrl: z.string(),
  supabaseKey: z.string(),
  cronSecret: z.string(),
  jwtSecret: z.string(),
  /** Where each part of the stack writes its log. */
  logFolder: z.string(),
  /** The Chromium that browser tests start. */
  chromium: z.string(),
});
export type TestStack = z.infer<typeof Facts>;

/** The stack that `npm test` started. Throws when the tests run without it. */
export function readTestStack(): TestStack {
  const text = process.env.RINGBOOK_TEST_STACK;
  if (!text) throw new Error("These tests need the stack: run them with `npm test -- <file>`");
  return Facts.parse(JSON.parse(text));
}

/** Where everything of this run's stack is, and the keys to it. */
export const stack: TestStack = readTestStack();
