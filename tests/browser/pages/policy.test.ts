import type { Page } from "playwright";
import { beforeAll, describe, expect, test } from "vitest";
import { expectComplaint, openAs, openPage, withBrowser } from "@/tests/support/browser";
import { stack } from "@/tests/support/stack";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { customer, everyoneAnswers, place } from "@/tests/telephony/calls/walk";

// Every browser test fails on a refusal of the policy; these go where the others do not.
withBrowser();

let tenant: TestTenant;
let callId: string;
let contactId: string;
beforeAll(async () => {
  tenant = await makeTenant();
  await everyoneAnswers(tenant);
  callId = await place(tenant);
  await tenant.carrier.advance(tenant.accountSid, 20);
  await tenant.carrier.handset(tenant.accountSid, customer).hangup();
  await tenant.carrier.runUntilIdle(tenant.accountSid);
  const nasty = { name: "<img src=x onerror=pwned=1>", company: "<script>pwned=1</script>" };
  const { data, error } = await tenant.rep.db
    .from("contacts")
    .insert({ ...nasty, tenant_id: tenant.id })
    .select("id")
    .single();
  if (error) throw new Error(error.message);
  contactId = data.id;
});

// Each page by itself: axe.test.ts opens them all.
describe("nothing on our own pages is refused by their policy:", () => {
  test("menu, dialogs, player and live updates", async () => {
    const page = await openAs(tenant.admin, `/calls/${callId}`);
    await page.getByRole("button", { name: "Play recording" }).click();
    await page.getByRole("button", { name: "Pause recording" }).waitFor();
    await page.getByLabel("Position").press("ArrowRight");
    const listening = new Promise((resolve) => {
      page.on("websocket", (socket) => socket.on("framereceived", resolve));
    });
    await page.goto(`/contacts/${contactId}`);
    await page.getByRole("heading", { name: "<img src=x onerror=pwned=1>" }).waitFor();
    await listening;
    const name = "<svg onload=pwned=1>";
    await tenant.rep.db.from("contacts").update({ name }).eq("id", contactId);
    await page.getByRole("heading", { name }).waitFor();
    await page.getByRole("button", { name: /account menu/ }).click();
    await page.getByRole("menuitem").first().waitFor();
    await page.keyboard.press("Escape");
    await page.goto("/settings/team");
    await page
      .getByRole("button", { name: /^Actions for/ })
      .nth(1)
      .click();
    await page.getByRole("menuitem", { name: /Remove/ }).click();
    await page.getByRole("dialog").waitFor();
    expect(await page.evaluate(() => "pwned" in window)).toBe(false);
  });
});

/** The contacts page as a hole in our HTML would make it: with this inside its body. */
async function openWith(inserted: string): Promise<Page> {
  // A page that the test hands over counts as the internet's, and may not ask this machine's other
  // ports.
  expectComplaint(/LOCAL_NETWORK_ACCESS|ERR_FAILED/);
  const page = await openAs(tenant.rep, "/contacts", (opening) =>
    opening.route("**/contacts", async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace(/<body[^>]*>/, (tag) => tag + inserted);
      await route.fulfill({ response, body });
    }),
  );
  await page.getByRole("heading").first().waitFor();
  return page;
}

describe("the microphone", () => {
  test.each([
    ["/contacts", true],
    ["/login", true],
    ["/embed/nowhere", false],
  ])("may be asked for on %s: %s", async (path, allowed) => {
    expectComplaint(/404/);
    const page = await openAs(tenant.rep, path);
    // A fresh profile has no answer of the person yet; what the page's headers forbid is denied.
    const state = await page.evaluate(() =>
      navigator.permissions.query({ name: "microphone" }).then((permission) => permission.state),
    );
    expect(state).toBe(allowed ? "prompt" : "denied");
  });
});

describe("what an attacker gets into a page does not run:", () => {
  test.each([
    ["an inline script", "<script>pwned=1</script>"],
    ["a script with a guessed nonce", '<script nonce="guess">pwned=1</script>'],
    ["a handler", '<img src="/icon.svg" onload="pwned=1">'],
    ["another site's script", `<script src="${stack.urls.carrier}/page/main.js"></script>`],
    ["a script in a frame", '<iframe srcdoc="<script>parent.pwned=1</script>"></iframe>'],
    ["an object", '<object data="data:text/html,<script>pwned=1</script>"></object>'],
    ["a style attribute", '<p style="color: rgb(1, 2, 3)" id="styled">x</p>'],
    ["a style", "<style>#styled { color: rgb(1, 2, 3) }</style><p id=styled>x</p>"],
    ["another base", '<base href="https://evil.example/">'],
  ])("%s", async (_, inserted) => {
    expectComplaint(/policy|Content Security|hydrat|Minified React/i);
    const page = await openWith(inserted);
    await page.waitForLoadState("networkidle");
    const got = await page.evaluate(() => ({
      ran: "pwned" in window,
      color: getComputedStyle(document.querySelector("#styled") ?? document.body).color,
      base: document.baseURI,
    }));
    expect(got.ran).toBe(false);
    expect(got.color).not.toBe("rgb(1, 2, 3)");
    expect(got.base).toMatch(new RegExp(`^${stack.urls.app}/`));
  });

  test("a link that is a script, text that is evaluated, data sent elsewhere", async () => {
    expectComplaint(/policy|Content Security/i);
    const page = await openAs(tenant.rep);
    // By clicks: what a test evaluates itself is above the policy.
    await page.evaluate((elsewhere) => {
      const lure = (id: string, onClick: () => void) => {
        const button = document.body.appendChild(document.createElement("button"));
        Object.assign(button, { id, textContent: id });
        button.addEventListener("click", onClick);
        return button;
      };
      const say = (text: string) => {
        document.title = text;
      };
      lure("link", () => {
        location.href = "javascript:void(window.pwned=1)";
      });
      lure("eval", () => {
        try {
          say(String(new Function("return 'evaluated'")()));
        } catch (error) {
          say(String(error));
        }
      });
      lure("send", () => {
        fetch(elsewhere, { method: "POST", mode: "no-cors", body: "x" }).then(
          () => say("sent"),
          () => say("refused"),
        );
      });
    }, `${stack.urls.carrier}/`);
    const clicked = async (id: string) => {
      await page.locator(`#${id}`).click();
      return page.title();
    };
    await clicked("link");
    await expect.poll(() => clicked("eval")).toMatch(/EvalError/);
    await expect.poll(() => clicked("send")).toBe("refused");
    expect(await page.evaluate(() => "pwned" in window)).toBe(false);
  });

  test.each(["/contacts", "/embed/nowhere"])("a socket from %s to elsewhere", async (path) => {
    expectComplaint(/policy|Content Security|404/i);
    const page = await openAs(tenant.rep, path);
    await page.evaluate(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        document.title = `${event.effectiveDirective} ${event.blockedURI}`;
      });
      const button = document.body.appendChild(document.createElement("button"));
      button.textContent = "Open a socket";
      button.addEventListener("click", () => new WebSocket("wss://example.invalid/socket"));
    });
    await page.getByRole("button", { name: "Open a socket" }).click();
    await expect.poll(() => page.title()).toMatch(/^connect-src wss:\/\/example\.invalid/);
  });

  test("a form that is sent elsewhere", async () => {
    expectComplaint(/policy|Content Security/i);
    const page = await openWith(
      `<form method="post" action="${stack.urls.carrier}/"><button id="lure">x</button></form>`,
    );
    await page.locator("#lure").click();
    expect(page.url()).toBe(`${stack.urls.app}/contacts`);
  });

  test("our page in another site's frame", async () => {
    expectComplaint(/frame|policy/i);
    const page = await openPage("/login");
    await page.goto(`${stack.urls.mail}/`);
    await page.evaluate((login) => {
      const frame = document.createElement("iframe");
      frame.src = login;
      document.body.append(frame);
      return new Promise((loaded) => frame.addEventListener("load", loaded));
    }, `${stack.urls.app}/login`);
    expect(page.frames().map((frame) => frame.url())).not.toContain(`${stack.urls.app}/login`);
  });
});
