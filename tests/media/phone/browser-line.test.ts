import type { Page, WebSocketRoute } from "playwright";
import { beforeEach, expect, test } from "vitest";
import { identityOf } from "@/lib/softphone/identity";
import { expectComplaint, openAs, withBrowser, withMicrophone } from "@/tests/support/browser";
import {
  type BrowserCompany,
  browserCompany,
  button,
  heardIn,
  rememberConnections,
  talking,
} from "@/tests/support/browser-phone";
import { stack } from "@/tests/support/stack";
import { onlyCall } from "@/tests/telephony/calls/walk";

withBrowser(withMicrophone);

let company: BrowserCompany;
beforeEach(async () => {
  company = await browserCompany();
});

test("a lost socket shows reconnecting while the sound goes on, and comes back by itself", async () => {
  const { tenant, online, takes, customersEars } = company;
  expectComplaint(/WebSocket connection to .* failed/);
  const page = await online(tenant.rep, "/tasks", rememberConnections);
  await takes(page);
  using ears = await customersEars();
  ears.speak(600);
  await expect.poll(() => heardIn(page)).toBeGreaterThan(0.05);
  await tenant.carrier.cutOffClient(tenant.accountSid, identityOf(tenant.rep.userId), 3);
  await page.getByText("Reconnecting… Stay on the line; the sound may go on.").waitFor();
  await expect.poll(() => ears.level()).toBeGreaterThan(0.005);
  expect(await heardIn(page)).toBeGreaterThan(0.05);
  await page.getByText(/^Reconnecting… Stay/).waitFor({ state: "hidden" });
  await button(page, /^Browser phone on/).waitFor();
  await button(page, "Hang up").click();
  await expect.poll(async () => (await company.caller.state()).state).toBe("idle");
});

test("a reload during a call warns; who goes all the same ends it, and the record says why", async () => {
  const { tenant, online, takes } = company;
  const page = await online(tenant.rep);
  await takes(page);
  await company.advance(10);
  const asked: string[] = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await page.reload();
  expect(asked).toEqual(["beforeunload"]);
  await expect.poll(async () => (await company.caller.state()).state).toBe("idle");
  await tenant.carrier.runUntilIdle(tenant.accountSid);
  const call = await onlyCall(tenant);
  expect(call).toMatchObject({ status: "completed", outcome: "connected" });
  const closed = async () => {
    const { data } = await tenant.manager.db.from("leg_quality").select("page_closed");
    return data;
  };
  await expect.poll(closed).toEqual([{ page_closed: true }]);
  const boss = await openAs(tenant.manager, `/calls/${call.id}`);
  await boss.getByText("Technical details").click();
  await boss.getByText("The page was closed or reloaded.").waitFor();
});

test("a token that is about to run out is replaced without a word", async () => {
  const { tenant } = company;
  // Twilio says when: two minutes before, the browser fetches another one.
  const page = await openAs(tenant.rep, "/tasks", (opened) => shortenTtl(opened, 121));
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/api/softphone/token")) asked.push(request.url());
  });
  await button(page, "Turn on browser phone").click();
  await button(page, /^Browser phone on/).waitFor();
  await expect.poll(() => asked.length).toBeGreaterThan(1);
  expect(await page.getByText(/^Twilio refused/).count()).toBe(0);
  await button(page, /^Browser phone on/).waitFor();
});

test("a Twilio that doesn't answer is said in seconds; the phone is on as soon as it does", async () => {
  const silent: WebSocketRoute[] = [];
  let isSilent = true;
  const page = await openAs(company.tenant.rep, "/tasks", (opened) =>
    opened.routeWebSocket(/\/signal$/, (socket) => {
      if (isSilent) silent.push(socket);
      else socket.connectToServer();
    }),
  );
  await button(page, "Turn on browser phone").click();
  await page.getByText(/^Twilio can't be reached\./).waitFor();
  isSilent = false;
  for (const socket of silent) await socket.close();
  await button(page, /^Browser phone on/).waitFor();
  await expect.poll(() => page.getByText(/^Twilio can't be reached\./).count()).toBe(0);
});

test("a call that Twilio doesn't answer is over in seconds, and leaves the phone ready for the next", async () => {
  const { tenant, online, contact, until } = company;
  let isSilent = false;
  // From now on nothing that the browser says arrives.
  const page = await online(tenant.rep, contact, (opened) =>
    opened.routeWebSocket(/\/signal$/, (socket) => {
      const server = socket.connectToServer();
      socket.onMessage((message) => {
        if (!isSilent || !String(message).includes('"invite"')) server.send(message);
      });
    }),
  );
  isSilent = true;
  await button(page, /^Call Jane Doe on/).click();
  await page.getByText(/^Twilio can't be reached\./).waitFor();
  isSilent = false;
  await until(async () => (await company.caller.state()).state === "idle");
  await button(page, /^Browser phone on/).waitFor();
});

test.each([
  ["is good for an hour is kept on waking up", (at: number) => at, 0],
  ["runs out soon is replaced on waking up and as the network is back", () => 5 * 60_000, 2],
])("a token that %s; each call is placed with a fresh one", async (_, left, replaced) => {
  const { tenant, online, contact } = company;
  const asked: string[] = [];
  const page = await online(tenant.rep, contact, (opened) =>
    opened.route("**/api/softphone/token", async (route) => {
      const response = await route.fetch();
      const body = await response.json();
      asked.push(body.token);
      const lasts = left(Date.parse(body.expiresAt) - Date.now());
      const expiresAt = new Date(Date.now() + lasts).toISOString();
      await route.fulfill({ response, json: { ...body, expiresAt } });
    }),
  );
  expect(asked).toHaveLength(1);
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  if (replaced > 0) await expect.poll(() => asked.length).toBe(2);
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  if (replaced > 0) await expect.poll(() => asked.length).toBe(3);
  await button(page, /^Call Jane Doe on/).click();
  await button(page, "Mute").waitFor();
  expect(asked).toHaveLength(2 + replaced);
});

test.each([
  ["a forged identity", forged],
  ["no token at all", () => "nonsense"],
])("%s is refused in words, and nothing is half-connected", async (_, tampered) => {
  const { tenant } = company;
  const page = await openAs(tenant.rep, "/tasks", (opened) =>
    opened.route("**/api/softphone/token", async (route) => {
      const response = await route.fetch();
      const body = await response.json();
      await route.fulfill({ response, json: { ...body, token: tampered(body.token) } });
    }),
  );
  await button(page, "Turn on browser phone").click();
  await page.getByText(/^Twilio refused this browser\./).waitFor();
  await button(page, "Turn on browser phone").waitFor();
  expect(await tenant.carrier.registeredClients(tenant.accountSid)).toEqual([]);
});

test("a second call waits; answering it asks, ends the first, and declining leaves the first alone", async () => {
  // Who is calling is asked of the app, which has no such call.
  expectComplaint(/404/);
  const { tenant, online, takes, caller } = company;
  const page = await online(tenant.rep);
  await takes(page);
  await ringBrowser("waiting");
  const waiting = page.getByRole("region", { name: "Waiting call" });
  await waiting.getByText("A caller is calling").waitFor();
  await waiting.getByRole("button", { name: "Decline" }).click();
  await waiting.waitFor({ state: "hidden" });
  expect((await caller.state()).state).toBe("in-call");

  await ringBrowser("again");
  await waiting.getByRole("button", { name: "Hang up and answer" }).click();
  const dialog = page.getByRole("dialog", { name: "End the call you're on?" });
  await dialog.getByRole("button", { name: "Cancel" }).click();
  expect((await caller.state()).state).toBe("in-call");
  await waiting.getByRole("button", { name: "Hang up and answer" }).click();
  await dialog.getByRole("button", { name: "End it and answer" }).click();
  await expect.poll(async () => (await caller.state()).state).toBe("idle");
  await page.getByRole("region", { name: "Call in the browser" }).getByText("On a call").waitFor();
});

/** Somebody past the app's routes rings the rep's browser, as a call that came in between would. */
async function ringBrowser(name: string): Promise<void> {
  const { tenant, advance } = company;
  const response = await fetch(
    `${stack.urls.carrier}/2010-04-01/Accounts/${tenant.accountSid}/Calls.json`,
    {
      method: "POST",
      headers: {
        Authorization: `Basic ${Buffer.from(`${tenant.accountSid}:${tenant.authToken}`).toString("base64")}`,
      },
      body: new URLSearchParams({
        To: `client:${identityOf(tenant.rep.userId)}?name=${name}`,
        From: tenant.number,
        Twiml: "<Response><Pause length='60'/></Response>",
      }),
    },
  );
  expect(response.status).toBe(201);
  await advance(1);
}

test("of two tabs that press Answer, one has the call and the other shows it", async () => {
  const { tenant, online, rings, caller } = company;
  const page = await online(tenant.rep);
  const other = await page.context().newPage();
  await other.goto("/calls");
  await button(other, /^Browser phone on/).waitFor();
  await caller.dial(tenant.number);
  await rings(page);
  const both = [page, other].map((tab) => button(tab, "Answer").elementHandle());
  const pressed = (await Promise.all(both)).map((answer) =>
    answer?.evaluate((element) => element instanceof HTMLElement && element.click()),
  );
  await Promise.all(pressed);
  for (const tab of [page, other]) {
    await talking(tab).waitFor();
    await button(tab, "Mute").waitFor();
  }
  await other.getByText("The sound of this call is in another tab.").waitFor();
  const legs = (await tenant.carrier.calls(tenant.accountSid)).map(({ status }) => status);
  expect(legs).toEqual(["in-progress", "in-progress"]);
});

/** Another person's name in a token that was signed for this one. */
function forged(token: string): string {
  const [head = "", body = "", signature = ""] = token.split(".");
  const claims = JSON.parse(Buffer.from(body, "base64url").toString());
  claims.grants.identity = "u_0123456789abcdef0123456789abcdef";
  return `${head}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.${signature}`;
}

/** Rewrites what the carrier says of the token's rest of life. */
async function shortenTtl(page: Page, seconds: number): Promise<void> {
  let isFirst = true;
  await page.routeWebSocket(/\/signal$/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => server.send(message));
    server.onMessage((message) => {
      const text = String(message);
      if (!isFirst || !text.includes('"connected"')) return socket.send(message);
      isFirst = false;
      const said = JSON.parse(text);
      said.payload.token.ttl = seconds;
      socket.send(JSON.stringify(said));
    });
  });
}
