import { beforeAll, describe, expect, test } from "vitest";
import { addressOf, appTree } from "@/tests/support/app-tree";
import { sessionCookie } from "@/tests/support/cookie";
import { stack } from "@/tests/support/stack";
import { makeTenant } from "@/tests/support/tenant";

let cookie = "";
beforeAll(async () => {
  cookie = await sessionCookie((await makeTenant({ withoutTwilio: true })).admin);
});

const get = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  fetch(`${stack.urls.app}${path}`, { method, headers, redirect: "manual" });

function expectEverywhere({ headers }: Response) {
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("referrer-policy")).toBe("same-origin");
  expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
  expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(headers.get("access-control-allow-origin")).toBeNull();
  expect(headers.get("x-powered-by")).toBeNull();
  // Over plain http nobody may promise https (RFC 6797, 7.2).
  expect(headers.get("strict-transport-security")).toBeNull();
}

function expectOwn({ headers }: Response, microphone: "()" | "(self)") {
  expect(headers.get("x-frame-options")).toBe("DENY");
  expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
  const ofDesk = ["microphone=(self)", "speaker-selection=(self)"];
  expect(grantsOf(headers)).toEqual(microphone === "()" ? [] : ofDesk);
}

/** The features that a page with these headers may use or ask for. */
function grantsOf(headers: Headers): string[] {
  const features = headers.get("permissions-policy")?.split(", ") ?? [];
  expect(features).toContain("camera=()");
  return features.filter((feature) => !feature.endsWith("=()"));
}

function expectKept({ headers }: Response) {
  expect(headers.get("cache-control")).toMatch(/no-store/);
  expect(headers.get("cache-control")).toMatch(/private/);
}

const pages = appTree().filter(({ kind }) => kind === "page");
const routes = appTree().filter(({ path }) => path.startsWith("/api/"));

describe("each page", () => {
  test("is found", () => expect(pages.length).toBeGreaterThan(15));

  test.each([
    ...pages.map(({ path }) => path),
    "/nowhere",
    "/contacts/nowhere/else",
    "/nowhere.png",
  ])("%s has the headers and a policy with a nonce of its own, signed in or not", async (path) => {
    const nonces = new Set<string>();
    for (const headers of [undefined, undefined, { cookie }]) {
      const response = await get(addressOf(path), headers);
      expectEverywhere(response);
      expectOwn(response, "(self)");
      expectKept(response);
      const policy = response.headers.get("content-security-policy") ?? "";
      const nonce = policy.match(/script-src [^;]*'nonce-([^']+)'/)?.[1] ?? "";
      expect(nonce).toMatch(/^[\w+/]{22}==$/);
      nonces.add(nonce);
      expect(policy).not.toMatch(/unsafe/);
      const html = await response.text();
      // Each script of the page carries the nonce, and nothing is inlined that the policy refuses.
      const scripts = [...html.matchAll(/<(?:script|style)\b[^>]*>/g)].map(([tag]) => tag);
      expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
      expect(html).not.toMatch(/<[^>]+\s(style|on[a-z]+)=/i);
      expect(html).not.toMatch(/href="javascript:/i);
    }
    expect(nonces.size).toBe(3);
  });
});

describe("each route", () => {
  test.each(
    routes.flatMap(({ path, methods }) => methods.map((method) => [method, path] as const)),
  )(
    "%s %s has the headers, is never kept by a cache, and shows nothing as a page",
    async (method, path) => {
      const response = await get(addressOf(path), { cookie }, method);
      expectEverywhere(response);
      expectOwn(response, path.startsWith("/api/") ? "()" : "(self)");
      expect(response.headers.get("cache-control")).toMatch(/no-store/);
      expect(response.headers.get("content-security-policy")).toMatch(/^default-src 'none';/);
    },
  );
});

test("a mail's link and a file of the build have them too", async () => {
  const mailLink = await get("/auth/confirm?code=1");
  expectEverywhere(mailLink);
  expectOwn(mailLink, "(self)");
  const [file] = (await (await get("/login")).text()).match(/\/_next\/static\/[^"]+\.js/) ?? [];
  const script = await get(file ?? "");
  expect(script.status).toBe(200);
  expectEverywhere(script);
  expectOwn(script, "(self)");
});

// There is no page for other sites yet: what is not found has its area's headers.
describe("what other sites embed", () => {
  test.each(["/embed", "/embed/nowhere", "/embed/nowhere/else", "/EMBED/nowhere"])(
    "%s may use no microphone, opens no socket elsewhere, and is framed by whom its policy names",
    async (path) => {
      const response = await get(path, { cookie });
      expectEverywhere(response);
      const { headers } = response;
      expect(grantsOf(headers)).toEqual([]);
      expect(headers.get("x-frame-options")).toBeNull();
      expect(headers.get("cross-origin-resource-policy")).toBe("cross-origin");
      const policy = headers.get("content-security-policy");
      expect(policy).toMatch(/connect-src 'self';.* frame-ancestors 'none';/);
      expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/]{22}==' 'strict-dynamic';/);
    },
  );

  test("a page whose name only begins alike is one of the desk", async () => {
    expectOwn(await get("/embedded", { cookie }), "(self)");
  });
});

test("a route that does not exist has the headers of routes", async () => {
  for (const path of ["/api", "/api/nowhere", "/api/twilio/nowhere"]) {
    const response = await get(path, { cookie });
    expectEverywhere(response);
    expectOwn(response, "()");
    expect(response.headers.get("content-security-policy")).toMatch(/^default-src 'none';/);
  }
});
