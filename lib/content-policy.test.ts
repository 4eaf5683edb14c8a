import { expect, test } from "vitest";
import { contentPolicy } from "@/lib/content-policy";

const given = { nonce: "abc123==", supabaseUrl: "https://x.supabase.co/", developing: false };

test("nothing inline runs or styles without the nonce, and nothing is evaluated", () => {
  const policy = contentPolicy(given);
  expect(policy).toContain("script-src 'self' 'nonce-abc123==' 'strict-dynamic';");
  expect(policy).toContain("style-src 'self' 'nonce-abc123==';");
  expect(policy).not.toMatch(/unsafe|\*|data:|blob:/);
});

test.each([
  ["https://x.supabase.co/", "https://x.supabase.co wss://x.supabase.co"],
  ["http://127.0.0.1:54321", "http://127.0.0.1:54321 ws://127.0.0.1:54321"],
])("pages may ask Supabase at %s, and listen there", (supabaseUrl, allowed) => {
  expect(contentPolicy({ ...given, supabaseUrl })).toContain(`connect-src 'self' ${allowed};`);
});

test("only while developing is eval allowed", () => {
  expect(contentPolicy({ ...given, developing: true })).toContain("'unsafe-eval'");
});
