import { afterEach, expect, test, vi } from "vitest";

const good = {
  NEXT_PUBLIC_SUPABASE_URL: "https://project.supabase.co",
  NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: "sb_publishable_x",
  NEXT_PUBLIC_APP_URL: "https://crm.example.com/",
  DATABASE_URL: "postgres://ringbook_machine:secret@db.example.com:6543/postgres",
  JOBS_DATABASE_URL: "postgres://ringbook_jobs:secret@db.example.com:6543/postgres",
  DATABASE_CA: "",
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
  ENCRYPTION_KEY_PREVIOUS: "",
  CRON_SECRET: "a secret of the schedule",
  SMTP_URL: "",
  TWILIO_API_BASE_URL: "",
  AGENT_ORIGINS: "",
  DEMO_ACCOUNTS: "",
  FILES_S3_ENDPOINT: "",
  FILES_S3_BUCKET: "",
  FILES_S3_ACCESS_KEY_ID: "",
  FILES_S3_SECRET_ACCESS_KEY: "",
};
const files = {
  ...{ FILES_S3_ENDPOINT: "https://s3.example.com", FILES_S3_BUCKET: "files" },
  ...{ FILES_S3_ACCESS_KEY_ID: "id", FILES_S3_SECRET_ACCESS_KEY: "secret" },
};
const loopback = {
  NEXT_PUBLIC_SUPABASE_URL: "http://127.0.0.1:54321",
  NEXT_PUBLIC_APP_URL: "http://localhost:3000",
  DATABASE_URL: "postgres://ringbook_machine:local@127.0.0.1:54322/postgres",
  JOBS_DATABASE_URL: "postgres://ringbook_jobs:local@127.0.0.1:54322/postgres",
};

async function envWith(changes: Partial<Record<keyof typeof good, string>>) {
  vi.resetModules();
  for (const [name, value] of Object.entries({ ...good, ...changes })) vi.stubEnv(name, value);
  const { env } = await import("@/lib/core/env");
  return env;
}

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

test("a complete environment is read, the public base without its last slash", async () => {
  const env = await envWith({});
  expect(env().NEXT_PUBLIC_APP_URL).toBe("https://crm.example.com");
});

test("every missing or malformed value is named in one message", async () => {
  const env = await envWith({
    DATABASE_URL: "",
    JOBS_DATABASE_URL: "",
    DATABASE_CA: "no certificate",
    ENCRYPTION_KEY: "c2hvcnQ=",
    NEXT_PUBLIC_APP_URL: "crm",
  });
  expect(env).toThrow(/DATABASE_URL[\s\S]*32 bytes|32 bytes[\s\S]*DATABASE_URL/);
  for (const name of ["NEXT_PUBLIC_APP_URL", "JOBS_DATABASE_URL", "DATABASE_CA"])
    expect(env).toThrow(name);
});

test("the example's secrets are refused as soon as one URL is not this machine's own", async () => {
  const example = { ENCRYPTION_KEY: "cmluZ2Jvb2stZXhhbXBsZS1rZXktMzItYnl0ZXMhISE=" };
  expect((await envWith({ ...example, ...loopback }))().CRON_SECRET).toBe(good.CRON_SECRET);
  const exposed = await envWith({
    ...example,
    ...loopback,
    NEXT_PUBLIC_APP_URL: "https://x.example.com",
  });
  expect(exposed).toThrow(/make your own/);
});

test("demo accounts are offered nowhere but on this machine, and by default nowhere", async () => {
  const account = { name: "Maya Chen", role: "rep", company: "Acme Solar" };
  const signIn = { email: "rep@acme.test", password: "ringbook-demo" };
  const DEMO_ACCOUNTS = JSON.stringify([{ ...account, ...signIn }]);
  expect((await envWith({}))().DEMO_ACCOUNTS).toEqual([]);
  const local = await envWith({ ...loopback, DEMO_ACCOUNTS });
  expect(local().DEMO_ACCOUNTS).toEqual([{ ...account, ...signIn }]);
  expect(await envWith({ DEMO_ACCOUNTS })).toThrow("DEMO_ACCOUNTS");
  expect(await envWith({ ...loopback, DEMO_ACCOUNTS: "[rep]" })).toThrow("must be JSON");
});

test("storage for files is set as a whole or not at all, and never with the example's secret", async () => {
  expect((await envWith(files))().FILES_S3_REGION).toBe("us-east-1");
  const half = await envWith({ ...files, FILES_S3_BUCKET: "", FILES_S3_SECRET_ACCESS_KEY: "" });
  expect(half).toThrow(/FILES_S3_BUCKET[\s\S]*FILES_S3_SECRET_ACCESS_KEY/);
  const secret = { FILES_S3_SECRET_ACCESS_KEY: "ringbook-example-files-secret" };
  expect(await envWith({ ...files, ...secret })).toThrow(/make your own/);
});

test("voice agents are heard at origins, and nothing else gets into the pages' policy", async () => {
  const two = { AGENT_ORIGINS: " wss://*.agents.example.com  ws://127.0.0.1:* " };
  expect((await envWith(two))().AGENT_ORIGINS).toEqual([
    "wss://*.agents.example.com",
    "ws://127.0.0.1:*",
  ]);
  for (const AGENT_ORIGINS of ["*", "wss://x.test/; script-src *", "https://x.test", "wss:*"]) {
    expect(await envWith({ AGENT_ORIGINS })).toThrow("AGENT_ORIGINS");
  }
});
