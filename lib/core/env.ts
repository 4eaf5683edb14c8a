import { z } from "zod";

const loopback = new Set(["localhost", "127.0.0.1", "::1", "[::1]"]);

/**
 * The values of .env.local.example: known to everyone, so good on a machine's own loopback only.
 */
const exampleSecrets = new Set([
  "cmluZ2Jvb2stZXhhbXBsZS1rZXktMzItYnl0ZXMhISE=",
  "ringbook-example-cron-secret",
  "ringbook-example-files-secret",
]);

const files = [
  "FILES_S3_ENDPOINT",
  "FILES_S3_BUCKET",
  "FILES_S3_ACCESS_KEY_ID",
  "FILES_S3_SECRET_ACCESS_KEY",
] as const;

const key = z.base64().refine((value) => Buffer.from(value, "base64").length === 32, {
  error: "must be 32 bytes, base64-encoded (openssl rand -base64 32)",
});

/** PEM, also on one line with \n in it, as hosts keep it. */
const certificate = z
  .string()
  .transform((value) => value.replaceAll("\\n", "\n"))
  .refine((value) => value.includes("-----BEGIN CERTIFICATE-----"), {
    error: "must be a certificate in PEM",
  });

const DemoAccount = z.object({
  name: z.string(),
  role: z.enum(["rep", "manager", "admin"]),
  company: z.string(),
  email: z.email(),
  password: z.string(),
});
export type DemoAccount = z.infer<typeof DemoAccount>;

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: "custom", message: "must be JSON" });
    return z.NEVER;
  }
});

const Environment = z
  .object({
    NEXT_PUBLIC_SUPABASE_URL: z.url(),
    NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: z.string().min(1),
    NEXT_PUBLIC_APP_URL: z.url().transform((value) => value.replace(/\/+$/, "")),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    JOBS_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    DATABASE_CA: certificate.optional(),
    ENCRYPTION_KEY: key,
    ENCRYPTION_KEY_PREVIOUS: key.optional(),
    CRON_SECRET: z.string().min(16),
    SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
    TWILIO_API_BASE_URL: z.url().optional(),
    TRANSCRIPTION_STAND_IN_URL: z.url().optional(),
    REALTIME_STAND_IN_URL: z.url().optional(),
    LIVEKIT_STAND_IN_URL: z.url({ protocol: /^https?$/ }).optional(),
    AGENT_PORT: z.coerce.number().int().min(1).max(65_535).default(54_350),
    AGENT_PUBLIC_URL: z
      .url({ protocol: /^wss?$/ })
      .refine((value) => !value.startsWith("ws:") || loopback.has(new URL(value).hostname), {
        error: "must begin with wss://, as Twilio connects to nothing else",
      })
      .transform((value) => value.replace(/\/+$/, ""))
      .optional(),
    /** Where browsers reach the voice agents' processes: origins, one `*` in each at most. */
    AGENT_ORIGINS: z
      .string()
      .trim()
      .transform((text) => text.split(/\s+/))
      .pipe(z.array(z.string().regex(/^wss?:\/\/(\*\.)?[a-z0-9.-]+(:(\d+|\*))?$/i)))
      .optional(),
    AGENT_CAPACITY: z.coerce.number().int().min(0).max(1_000).default(60),
    AGENT_DRAIN_SECONDS: z.coerce.number().int().min(0).max(3_600).default(600),
    FILES_S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
    FILES_S3_REGION: z.string().min(1).default("us-east-1"),
    FILES_S3_BUCKET: z.string().min(1).optional(),
    FILES_S3_ACCESS_KEY_ID: z.string().min(1).optional(),
    FILES_S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
    DATABASE_CONNECTIONS: z.coerce.number().int().min(1).max(100).default(3),
    RENDERS_AT_ONCE: z.coerce.number().int().min(1).max(1_000).default(2),
    RENDERS_WAITING: z.coerce.number().int().min(0).max(10_000).default(1_000),
    TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(10).default(0),
    /** Whom the sign-in page offers to sign in as, with their passwords. */
    DEMO_ACCOUNTS: json.pipe(z.array(DemoAccount)).default([]),
  })
  .superRefine((values, context) => {
    const unset = files.filter((name) => values[name] === undefined);
    if (unset.length < files.length) {
      for (const name of unset) {
        const message = "is missing, while other parts of FILES_S3 are set";
        context.addIssue({ code: "custom", path: [name], message });
      }
    }
  })
  .superRefine((values, context) => {
    const secrets = [
      values.ENCRYPTION_KEY,
      values.ENCRYPTION_KEY_PREVIOUS,
      values.CRON_SECRET,
      values.FILES_S3_SECRET_ACCESS_KEY,
    ];
    const isExample = secrets.some((secret) => secret !== undefined && exampleSecrets.has(secret));
    const urls = [
      values.NEXT_PUBLIC_SUPABASE_URL,
      values.NEXT_PUBLIC_APP_URL,
      values.DATABASE_URL,
      values.JOBS_DATABASE_URL,
      values.SMTP_URL,
      values.TWILIO_API_BASE_URL,
      values.TRANSCRIPTION_STAND_IN_URL,
      values.REALTIME_STAND_IN_URL,
      values.LIVEKIT_STAND_IN_URL,
      values.AGENT_PUBLIC_URL,
      values.FILES_S3_ENDPOINT,
    ];
    if (urls.every((url) => url === undefined || loopback.has(new URL(url).hostname))) return;
    if (values.DEMO_ACCOUNTS.length > 0) {
      const message = "is for a demo whose every address is on this machine";
      context.addIssue({ code: "custom", path: ["DEMO_ACCOUNTS"], message });
    }
    if (!isExample) return;
    context.addIssue({
      code: "custom",
      message:
        "ENCRYPTION_KEY, CRON_SECRET or FILES_S3_SECRET_ACCESS_KEY still has the example's value, which everyone knows: make your own",
    });
  });

export type Environment = z.infer<typeof Environment>;

/** True under `npm run dev`. */
export const developing = process.env.NODE_ENV === "development";

let parsed: Environment | undefined;

/**
 * The whole environment, checked once, at run time: one build runs anywhere.
 * Throws one message that names each missing or malformed value.
 */
export function env(): Environment {
  if (parsed) return parsed;
  const given = Object.fromEntries(
    Object.entries(process.env).filter(([, value]) => value !== undefined && value !== ""),
  );
  const result = Environment.safeParse(given);
  if (!result.success) {
    const lines = result.error.issues.map((issue) =>
      issue.path.length > 0 ? `  ${issue.path.join(".")}: ${issue.message}` : `  ${issue.message}`,
    );
    throw new Error(`The environment is incomplete (see .env.local.example):\n${lines.join("\n")}`);
  }
  parsed = result.data;
  return parsed;
}
