import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { readMailLink } from "@/lib/account/mail-link";
import { safePath } from "@/lib/account/schema";
import { sessionCookie } from "@/tests/support/cookie";
import { sendForm } from "@/tests/support/form";
import { stack } from "@/tests/support/stack";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";

const nasty = [
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/%2f%2fevil.example",
  "/%5cevil.example",
  "//evil.example/%2e%2e",
  "/.//evil.example",
  "/..//evil.example",
  "/./\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "\t//evil.example",
  " //evil.example",
  "/\u0000/evil.example",
  "https://evil.example",
  "https:evil.example",
  "https:/evil.example",
  "http://localhost@evil.example",
  "//localhost:3000@evil.example",
  "javascript:alert(1)",
  "/javascript:alert(1)",
  "data:text/html,x",
  "/contacts\r\nLocation: https://evil.example",
  "/contacts#@evil.example",
  "/contacts?next=//evil.example",
  "@evil.example",
  ".evil.example",
  ":80@evil.example",
  "/。。//evil.example",
  "／／evil.example",
];

const pieces = fc.oneof(
  fc.constantFrom(...nasty),
  fc.constantFrom(
    "/",
    "\\",
    "//",
    ".",
    "..",
    "%2f",
    "%5c",
    "%00",
    "\t",
    "\r\n",
    "@",
    ":",
    "?",
    "#",
  ),
  fc.constantFrom("evil.example", "javascript:", "https:", "contacts", " ", "\u00a0", "\u2028"),
  fc.string({ unit: "binary", maxLength: 6 }),
);
const anything = fc.array(pieces, { maxLength: 8 }).map((some) => some.join(""));

/**
 * Every way in which the path is used: as it is, resolved by a browser, and appended to our
 * address.
 */
function staysHere(path: string): boolean {
  const app = "https://app.example";
  const resolved = new URL(path, `${app}/login`);
  const appended = new URL(`${app}${path}`);
  const clean = !/[\p{Cc}\\]/u.test(path) && path.startsWith("/") && !path.startsWith("//");
  return clean && resolved.origin === app && appended.origin === app;
}

test("wherever someone is to go on to, it is here", () => {
  expect(nasty.map(safePath).filter((path) => !staysHere(path))).toEqual([]);
  fc.assert(
    fc.property(anything, (asked) => staysHere(safePath(asked))),
    { numRuns: 20_000 },
  );
});

test("a path goes on to where it went before: reading it twice changes nothing", () => {
  fc.assert(fc.property(anything, (asked) => safePath(safePath(asked)) === safePath(asked)));
});

test("a mail's link leads on only here, whatever else it carries", () => {
  const value = fc.option(anything, { nil: undefined });
  const query = fc.record({ code: value, token_hash: value, type: value, next: value });
  fc.assert(
    fc.property(query, (given) => {
      const search = new URLSearchParams();
      for (const [name, one] of Object.entries(given)) if (one) search.set(name, one);
      const link = readMailLink(search);
      const paths = link.kind === "code" ? [link.next, link.backTo] : [];
      if (link.kind === "page") paths.push(link.page);
      if (link.kind === "bad") paths.push(link.backTo);
      return paths.length > 0 && paths.every(staysHere);
    }),
    { numRuns: 5_000 },
  );
});

describe("the app itself", () => {
  let tenant: TestTenant;
  let cookie = "";
  beforeAll(async () => {
    tenant = await makeTenant({ withoutTwilio: true });
    cookie = await sessionCookie(tenant.rep);
  });

  /** Where a browser ends up that is sent there. */
  const target = (response: Response, from: string) => {
    const location = response.headers.get("location");
    return location === null ? undefined : new URL(location, stack.urls.app + from).origin;
  };
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(stack.urls.app + path, { headers, redirect: "manual" });

  // What safePath makes of the others is tried above; here, that every page asks it.
  test.each([
    "//evil.example",
    "/\\evil.example",
    "https://evil.example",
    "/\t/evil.example",
    "/contacts\r\nLocation: https://evil.example",
  ])("sends nobody elsewhere by next=%j", async (next) => {
    const query = new URLSearchParams({ next });
    for (const path of [
      `/login?${query}`,
      `/signup?${query}`,
      `/onboarding?${query}`,
      `/auth/confirm?${query}`,
      `/auth/confirm?code=1&${query}`,
      `/auth/confirm?token_hash=1&type=email&${query}`,
      `/confirm-email?token_hash=1&type=email&${query}`,
    ]) {
      for (const headers of [undefined, { cookie }]) {
        const origin = target(await get(path, headers), path);
        expect([undefined, stack.urls.app], path).toContain(origin);
      }
    }
  });

  test("nor by a form that was changed on the way", async () => {
    for (const next of nasty.slice(0, 3)) {
      const { email, password } = tenant.rep;
      const response = await sendForm("/login", { email, password, next }, { having: "password" });
      expect(response.status).toBe(303);
      expect(target(response, "/login")).toBe(stack.urls.app);
    }
  });

  test.each([
    "//evil.example/contacts",
    "/\\evil.example",
    "/contacts//evil.example",
    "/%2f%2fevil.example",
  ])("nor by the path %s", async (path) => {
    const origin = target(await get(path), path);
    if (origin !== undefined) expect(origin).toBe(stack.urls.app);
  });
});
