import { expect, test } from "vitest";
import { Browsers } from "@/lib/agent/sound/browsers";

const grant = (user_id: string) => ({
  tenant_id: "t",
  user_id,
  session_id: "s",
  url: "wss://a",
  sign_in: null,
});

test("a browser that may not stay is sent away once, however slowly it leaves", async () => {
  const asked: string[][] = [];
  const browsers = new Browsers(async (inside) => {
    asked.push(inside.map(({ user_id }) => user_id));
    return inside.filter(({ user_id }) => user_id === "removed").map(({ id }) => id);
  });
  const sentAway: string[] = [];
  for (const one of ["removed", "manager"]) {
    browsers.enter(grant(one), () => sentAway.push(one));
  }
  await browsers.check();
  await browsers.check();
  expect(sentAway).toEqual(["removed"]);
  expect(asked).toEqual([["removed", "manager"], ["manager"]]);
});
