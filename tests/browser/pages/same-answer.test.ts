import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { leastMs } from "@/lib/account/least-time";
import { listen } from "@/local/processes/listen";
import { sendForm, words } from "@/tests/support/form";
import { startOtherApp } from "@/tests/support/other-app";
import { stack } from "@/tests/support/stack";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";

let tenant: TestTenant;
/** A copy of the app whose Auth answers no request for a reset until the test is over. */
let app: string;
let auth: Server;
const asked: string[] = [];
const { promise: over, resolve: end } = Promise.withResolvers<void>();

beforeAll(async () => {
  auth = createServer(async (request, response) => {
    const chunks = await request.toArray();
    const body = Buffer.concat(chunks);
    if (request.url?.startsWith("/auth/v1/recover")) {
      asked.push(body.toString());
      await over;
    }
    const { host: _, connection: __, "content-length": ___, ...headers } = request.headers;
    const answer = await fetch(`${stack.urls.supabase}${request.url}`, {
      method: request.method,
      headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
      ...(body.length > 0 && { body }),
    });
    response.writeHead(answer.status, {
      "content-type": answer.headers.get("content-type") ?? "application/json",
    });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  const port = await listen(auth, 0);
  app = await startOtherApp({ NEXT_PUBLIC_SUPABASE_URL: `http://127.0.0.1:${port}` });
  tenant = await makeTenant({ withoutTwilio: true });
});
afterAll(() => {
  end();
  auth.close();
});

const newEmail = () => `${randomBytes(6).toString("hex")}@nobody.test`;

test("a reset is asked of Auth, and mailed, after the answer, for an account and for none", async () => {
  for (const email of [tenant.rep.email, newEmail()]) {
    const answer = await words(await sendForm("/reset-password", { email }, { app }));
    expect(answer).toContain(`If ${email} has an account`);
    await expect.poll(() => asked.join()).toContain(email);
  }
});

const timed = async (path: string, fields: Record<string, string>) => {
  const began = performance.now();
  const answer = await words(await sendForm(path, fields, { having: "password" }));
  return { answer, took: performance.now() - began };
};

test("a refused sign-in takes no less than the least time, and says the same, for an account and for none", async () => {
  const known = await timed("/login", { email: tenant.rep.email, password: "wrong" });
  const unknown = await timed("/login", { email: newEmail(), password: "wrong" });
  for (const { answer, took } of [known, unknown]) {
    expect(answer).toContain("Wrong email or password.");
    expect(took).toBeGreaterThan(leastMs.signIn * 0.9);
  }
});
