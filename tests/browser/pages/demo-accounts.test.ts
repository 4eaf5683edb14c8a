import { expect, test } from "vitest";
import { openForm, sendForm } from "@/tests/support/form";
import { startOtherApp } from "@/tests/support/other-app";
import { stack } from "@/tests/support/stack";
import { makeTenant } from "@/tests/support/tenant";

test("a demo's sign-in page signs in by one click; no other page of the kind offers that", async () => {
  const { rep, admin } = await makeTenant({ withoutTwilio: true });
  const company = "Acme Solar";
  const accounts = [
    { name: "Maya Chen", role: "rep", company, email: rep.email, password: rep.password },
    { name: "Grace Okafor", role: "admin", company, email: admin.email, password: admin.password },
  ];
  const app = await startOtherApp({ DEMO_ACCOUNTS: JSON.stringify(accounts) });
  const page = await (await fetch(`${app}/login`)).text();
  for (const { name } of accounts) expect(page).toContain(`Sign in as </span>${name}`);

  const having = `value="${rep.email}"`;
  const answer = await sendForm("/login?next=/calls", {}, { app, having });
  expect(answer.status).toBe(303);
  expect(answer.headers.get("location")).toContain("/calls");
  expect(answer.headers.getSetCookie().join()).toContain("auth-token");

  expect(await (await fetch(`${stack.urls.app}/login`)).text()).not.toContain("Demo accounts");
  await expect(openForm("/login", { having })).rejects.toThrow("no such form");
});
