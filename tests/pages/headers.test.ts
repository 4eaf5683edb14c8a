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
  expect(headers.get("x-frame-options")).toBe("DENY");
  expect(headers.get("referrer-policy")).toBe("same-origin");
  expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
  expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
  expect(headers.get("permissions-policy")).toContain("microphone=()");
  expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(headers.get("access-control-allow-origin")).toBeNull();
  expect(headers.get("x-powered-by")).toBeNull();
  // Over plain http nobody may promise https (RFC 6797, 7.2).
  expect(headers.get("strict-transport-security")).toBeNull();
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
    for (const headers of [undefined, { cookie }]) {
      const responses = await Promise.all([1, 2].map(() => get(addressOf(path), headers)));
      const policies = responses.map(({ headers }) => headers.get("content-security-policy"));
      for (const response of responses) {
        expectEverywhere(response);
        expectKept(response);
      }
      const nonces = policies.map(
        (policy) => policy?.match(/script-src [^;]*'nonce-([^']+)'/)?.[1],
      );
      expect(nonces[0]).toMatch(/^[\w+/]{22}==$/);
      expect(nonces[0]).not.toBe(nonces[1]);
      expect(policies.join()).not.toMatch(/unsafe/);
      const html = await responses[0]?.text();
      // Each script of the page carries the nonce, and nothing is inlined that the policy refuses.
      const scripts = [...(html?.matchAll(/<(?:script|style)\b[^>]*>/g) ?? [])].map(([tag]) => tag);
      expect(scripts.filter((tag) => !tag.includes(`nonce="${nonces[0]}"`))).toEqual([]);
      expect(html).not.toMatch(/<[^>]+\s(style|on[a-z]+)=/i);
      expect(html).not.toMatch(/href="javascript:/i);
    }
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
      expect(response.headers.get("cache-control")).toMatch(/no-store/);
      expect(response.headers.get("content-security-policy")).toMatch(/^default-src 'none';/);
    },
  );
});

test("a mail's link and a file of the build have them too", async () => {
  const mailLink = await get("/auth/confirm?code=1");
  expectEverywhere(mailLink);
  const [file] = (await (await get("/login")).text()).match(/\/_next\/static\/[^"]+\.js/) ?? [];
  const script = await get(file ?? "");
  expect(script.status).toBe(200);
  expectEverywhere(script);
});
