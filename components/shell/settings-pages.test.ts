import { expect, test } from "vitest";
import { settingsFor } from "@/components/shell/settings-pages";
import { pages } from "@/tests/database/isolation/app-rules/pages";

const roles = ["rep", "manager", "admin"] as const;

test.each(roles)("a %s is offered the settings that they may open, and no others", (role) => {
  const may = Object.entries(pages).flatMap(([href, rule]) => {
    const from = /^\/settings\/[a-z-]+$/.test(href) && "members" in rule && rule.members;
    return from && roles.indexOf(from) <= roles.indexOf(role) ? [href] : [];
  });
  const offered = settingsFor(role).flatMap(({ links }) => links.map(({ href }) => href));
  expect(offered.sort()).toEqual(may.sort());
});
