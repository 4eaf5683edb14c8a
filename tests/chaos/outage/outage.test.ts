import { beforeAll, describe, expect, test } from "vitest";
import { expectComplaint, openAs, openPage, withBrowser } from "@/tests/support/browser";
import { nobody, startOtherApp } from "@/tests/support/other-app";
import { stack } from "@/tests/support/stack";
import { makeTenant } from "@/tests/support/tenant";
import { customer, onlyCall } from "@/tests/telephony/calls/walk";
import { plantTenant } from "@/tests/telephony/record/call-record";
import { callerFields, post, rowsOf } from "@/tests/telephony/webhooks/post";

withBrowser();

describe("with Twilio out of reach", () => {
  test("a call is refused in words, its row says failed and why, and the next may be tried at once", async () => {
    const app = await startOtherApp({ TWILIO_API_BASE_URL: `http://${nobody}` });
    const tenant = await makeTenant();
    for (const _ of ["first", "second"]) {
      const response = await fetch(`${app}/api/calls/initiate`, {
        method: "POST",
        headers: { authorization: `Bearer ${tenant.rep.accessToken}` },
        body: JSON.stringify({ to: customer }),
      });
      expect(response.status).toBe(502);
      expect(await response.json()).toMatchObject({
        success: false,
        error: {
          code: "twilio_unreachable",
          message: expect.stringContaining("Twilio can't be reached"),
        },
      });
    }
    const { data: calls } = await tenant.rep.db
      .from("calls")
      .select("status, error_message, twilio_call_sid");
    expect(calls).toHaveLength(2);
    for (const call of calls ?? []) {
      expect(call).toMatchObject({ status: "failed", twilio_call_sid: null });
      expect(call.error_message).toContain("Twilio can't be reached");
    }
  });
});

describe("with the database out of reach", () => {
  let app: string;
  beforeAll(async () => {
    app = await startOtherApp({
      DATABASE_URL: `postgresql://ringbook_machine:x@${nobody}/postgres`,
    });
  });

  test("health says which part is down, with 503", async () => {
    const response = await fetch(`${app}/api/health`);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      ok: false,
      parts: { database: "down", supabase: "up", livekit: "unknown", livekit_webhooks: "unknown" },
    });
  });

  test("a caller hears a polite sentence, and a status webhook is answered with 503, which Twilio retries", async () => {
    const tenant = await plantTenant();
    const rows = await rowsOf(tenant);
    const send = (path: string) =>
      post({ origin: app, path, fields: callerFields(tenant), token: tenant.authToken });
    const answer = await send("answer");
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain("we can't connect this call right now");
    expect((await send("status")).status).toBe(503);
    expect((await send("recording")).status).toBe(503);
    expect(await rowsOf(tenant)).toBe(rows);
  });

  test("a click on the phone icon gets a clear message, and no row is half-written", async () => {
    const tenant = await makeTenant();
    const response = await fetch(`${app}/api/calls/initiate`, {
      method: "POST",
      headers: { authorization: `Bearer ${tenant.rep.accessToken}` },
      body: JSON.stringify({ to: customer }),
    });
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ error: { code: "database_unavailable" } });
    await expect(onlyCall(tenant)).rejects.toThrow("0 calls");
  });
});

describe("with Supabase out of reach", () => {
  test("pages say so instead of crashing", async () => {
    const app = await startOtherApp({ NEXT_PUBLIC_SUPABASE_URL: `http://${nobody}` });
    const tenant = await makeTenant();
    const page = await openAs(tenant.rep);
    const { port } = new URL(app);
    const response = await page.goto(`http://localhost:${port}/contacts`).catch(() => null);
    expect(response?.status()).not.toBe(200);
    await page
      .getByText(/isn't responding|can't be reached|try again/i)
      .first()
      .waitFor();
    expectComplaint(/status of 500|React error #441/);
    const signIn = await openPage(`${app}/login`);
    await signIn.getByLabel("Email").fill("rep@acme.test");
    await signIn.getByLabel("Password").fill("ringbook-demo");
    await signIn.getByRole("button", { name: "Sign in" }).click();
    await signIn
      .getByText(/cannot be reached|not answer|try again/i)
      .first()
      .waitFor();
    expect(stack.urls.app).not.toBe(app);
  });
});
