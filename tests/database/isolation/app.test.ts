import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { inProject } from "@/local/project";
import { actions } from "@/tests/database/isolation/app-rules/actions";
import { pages } from "@/tests/database/isolation/app-rules/pages";
import { routes } from "@/tests/database/isolation/app-rules/routes";
import type { PageRule } from "@/tests/database/isolation/app-rules/rule";
import { type Guest, makeAppWorld, visit } from "@/tests/database/isolation/app-world";
import type { Role } from "@/tests/database/isolation/subject";
import { addressOf, appTree } from "@/tests/support/app-tree";
import { admin, machine } from "@/tests/telephony/record/call-record";

let world: Awaited<ReturnType<typeof makeAppWorld>>;
beforeAll(async () => {
  world = await makeAppWorld();
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

const rank: Record<Role, number> = { rep: 0, manager: 1, admin: 2 };
const reaches = ({ role }: Guest, needed: Role) => role !== null && rank[role] >= rank[needed];

/** Next's own list of what the built app offers as actions. */
const Manifest = z.object({
  node: z.record(
    z.string(),
    z.object({
      filename: z.string(),
      exportedName: z.string(),
      workers: z.record(z.string(), z.unknown()),
    }),
  ),
});
const built = Object.entries(
  Manifest.parse(
    JSON.parse(readFileSync(inProject(".next/server/server-reference-manifest.json"), "utf8")),
  ).node,
).map(([id, { filename, exportedName, workers }]) => {
  const page = Object.keys(workers).sort((left, right) => right.length - left.length)[0] ?? "";
  const path = page.replace(/^app|\/page$|\/\([^)]*\)/g, "") || "/";
  return { id, name: `${filename} ${exportedName}`, path };
});

function expectSame(what: string, there: string[], ruled: string[]): void {
  const file = `tests/database/isolation/app-rules/${what}s.ts`;
  const missing = there.filter((name) => !ruled.includes(name));
  expect(missing.map((name) => `The ${what} ${name} has no rule: say in ${file} who may.`)).toEqual(
    [],
  );
  const gone = ruled.filter((name) => !there.includes(name));
  expect(gone.map((name) => `${file} has a rule for ${name}, which is not there.`)).toEqual([]);
}

test("every page, route and server action has a rule, and every rule is about one", () => {
  const at = (kind: string) =>
    appTree()
      .filter((place) => place.kind === kind)
      .map(({ path }) => path);
  expectSame("page", at("page"), Object.keys(pages));
  expectSame("route", at("route"), Object.keys(routes));
  expectSame(
    "action",
    built.map(({ name }) => name),
    Object.keys(actions),
  );
  console.log(
    `App: ${Object.keys(pages).length} pages, ${Object.keys(routes).length} routes × 5 methods, ${Object.keys(actions).length} actions × ${world.guests.length} guests.`,
  );
});

async function expectNoSecrets(response: Response): Promise<string> {
  const text = `${await response.text()} ${response.headers.get("location") ?? ""}`;
  for (const secret of world.secrets) expect(text).not.toContain(secret);
  return text;
}

/** Of a page for members: where everyone ends who may not see it. */
async function expectPage(guest: Guest, path: string, rule: { members: Role; part?: string }) {
  const response = await visit(guest, path);
  const location = response.headers.get("location") ?? "";
  if (guest.role === null) {
    await expectNoSecrets(response);
    expect(response.status).toBe(307);
    expect(location).toContain(guest.cookie ? "/onboarding" : "/login?next=");
    return;
  }
  const isRefused = !reaches(guest, rule.members);
  const isForeign = guest.at !== "acme" && rule.part !== undefined && !isRefused;
  expect(response.status).toBe(isForeign ? 404 : 200);
  const text = guest.at === "acme" ? await response.text() : await expectNoSecrets(response);
  if (!isForeign) expect(/Only (managers and )?admins can/.test(text)).toBe(isRefused);
}

/** Of another company its admin alone, who is shown the most: it is refused whatever the role. */
const visitors = () => world.guests.filter(({ at, role }) => at !== "globex" || role === "admin");

/** Of Acme the lowest role that may and the highest that may not: the others are beyond them. */
const atBorder = (needed: Role) => (guest: Guest) =>
  guest.at !== "acme" || !guest.role || [0, 1].includes(rank[needed] - rank[guest.role]);

const isOpen = (rule: PageRule) => "everyone" in rule;

describe.each(Object.entries(pages).filter(([, rule]) => !isOpen(rule)))(
  "the page %s",
  (path, rule) => {
    test("is for members, from the role it needs; others' things are not found", async () => {
      if ("everyone" in rule) return;
      const address = addressOf(path, rule.part && world.things[rule.part]);
      for (const guest of visitors().filter(atBorder(rule.members))) {
        await expectPage(guest, address, rule).catch((cause) => {
          throw new Error(`${guest.name} at ${address}: ${cause.message}`, { cause });
        });
      }
    });
  },
);

describe.each(Object.entries(pages).filter(([, rule]) => isOpen(rule)))(
  "the open page %s",
  (path) => {
    test("shows nothing of Acme to those who are not its members", async () => {
      for (const guest of visitors().filter(({ at }) => at !== "acme")) {
        const response = await visit(guest, addressOf(path));
        expect(response.status, guest.name).toBeLessThan(500);
        await expectNoSecrets(response);
      }
    });
  },
);

describe.each(Object.entries(routes))("the route %s", (path, { methods, for: rule }) => {
  const part = typeof rule === "object" && "members" in rule ? rule.part : undefined;
  const address = () => addressOf(path, part && world.things[part]);

  const others = ["GET", "POST", "PUT", "PATCH", "DELETE"].filter(
    (method) => !methods.some((each) => each === method),
  );
  test.each(others)("has no %s, whoever asks", async (method) => {
    // Whether there is a method is decided before anybody is known.
    for (const guest of world.guests.filter(
      ({ cookie, role, at }) => cookie === null || (at === "acme" && role === "admin"),
    )) {
      const { status } = await visit(guest, address(), { method });
      expect(`${guest.name}: ${status}`).toMatch(/ 405$/);
    }
  });

  test.each(methods)("by %s lets in whom it should", async (method) => {
    for (const guest of world.guests) {
      const response = await visit(guest, address(), { method });
      const status = `${guest.name}: ${response.status}`;
      if (rule === "schedule") expect(status).toMatch(/ 401$/);
      else if (rule === "Twilio" || rule === "LiveKit") expect(status).toMatch(/ 403$/);
      // Nothing was sent along, which is 400 where something has to be.
      else if ("everyone" in rule) expect(status).toMatch(/ (200|303|400)$/);
      else if (guest.cookie === null) expect(status).toMatch(/ 401$/);
      else if (!reaches(guest, rule.members)) expect(status).toMatch(/ 403$/);
      else if (part && guest.at !== "acme") expect(status).toMatch(/ 404$/);
      else expect(status).not.toMatch(/ 40[135]$/);
      if (guest.at !== "acme") await expectNoSecrets(response);
    }
  });
});

/** Sends a form to an action as a browser with script does, empty. */
async function act(guest: Guest, { id, path }: (typeof built)[number]): Promise<string> {
  const form = new FormData();
  form.append("1_nothing", "");
  form.append("0", '[{"kind":"idle"},"$K1"]');
  const headers = { "next-action": id, accept: "text/x-component" };
  const response = await visit(guest, addressOf(path), { method: "POST", headers, body: form });
  return `${response.status} ${response.headers.get("location") ?? ""} ${await response.text()}`;
}

describe.each(built.filter(({ name }) => "members" in (actions[name] ?? {})))(
  "the action $name",
  (action) => {
    test("refuses whoever has not the role by itself, whatever page was sent with it", async () => {
      const rule = actions[action.name];
      if (!rule || "everyone" in rule) throw new Error(action.name);
      for (const guest of visitors()) {
        if (reaches(guest, rule.members)) continue;
        const answer = await act(guest, action);
        // The action itself answers, so that the form stays where it is.
        if (guest.cookie === null) expect(answer).toMatch(/^200 .*"signed_out"/s);
        else if (guest.role === null)
          expect(answer).toContain("You don't belong to a company yet.");
        else expect(answer, guest.name).toMatch(/Only (managers and )?admins can do this\./);
      }
    });
  },
);
