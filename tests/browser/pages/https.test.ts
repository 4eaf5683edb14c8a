import { NextRequest } from "next/server";
import { beforeAll, expect, test, vi } from "vitest";
import { middleware } from "@/middleware";

beforeAll(() => {
  vi.stubEnv("NEXT_PUBLIC_APP_URL", "https://calls.example");
  vi.stubEnv("NEXT_PUBLIC_SUPABASE_URL", "https://x.supabase.co");
  vi.stubEnv("ENCRYPTION_KEY", Buffer.alloc(32, 7).toString("base64"));
  vi.stubEnv("CRON_SECRET", "not-the-example-secret");
  vi.stubEnv("FILES_S3_SECRET_ACCESS_KEY", "not-the-example-secret");
});

const open = (path: string) => middleware(new NextRequest(`https://calls.example${path}`));

test.each(["/login", "/contacts", "/api/audit-log", "/nowhere"])(
  "served by https, %s says to stay with it",
  async (path) => {
    const { headers } = await open(path);
    expect(headers.get("strict-transport-security")).toMatch(/^max-age=\d{8}/);
  },
);

test("a page may listen to Supabase where it is, encrypted", async () => {
  const policy = (await open("/login")).headers.get("content-security-policy");
  expect(policy).toContain("connect-src 'self' https://x.supabase.co wss://x.supabase.co");
});
