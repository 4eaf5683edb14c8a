import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { setUpBrowsers } from "@/local/carrier/testing/browser";
import { type Line, openLine } from "@/local/carrier/testing/line";

function askAs(line: Line, user: string, secret: string) {
  return async (method: string, path: string) => {
    const response = await fetch(`${line.carrier.origin}/2010-04-01/Accounts${path}`, {
      method,
      headers: { authorization: `Basic ${btoa(`${user}:${secret}`)}` },
    });
    return response.status;
  };
}

test("a key's secret is shown once, and the key asks the API in its account's place", async () => {
  await using line = await openLine();
  const made = await line.rest("POST", "/Keys.json", { FriendlyName: "Browser calls" });
  expect(made).toMatchObject({ status: 201, body: { friendly_name: "Browser calls" } });
  const { sid, secret } = made.body;
  expect(sid).toMatch(/^SK[0-9a-f]{32}$/);
  const shown = (await line.rest("GET", `/Keys/${sid}.json`)).body;
  expect(shown).toMatchObject({ sid });
  expect(shown).not.toHaveProperty("secret");
  const listed = (await line.rest("GET", "/Keys.json")).body.keys;
  expect(listed).toEqual([shown]);

  const ask = askAs(line, String(sid), String(secret));
  expect(await ask("GET", `/${line.sid}/Applications.json`)).toBe(200);
  for (const path of [`/${line.sid}/Keys.json`, `/${line.sid}/Keys/${sid}.json`]) {
    expect(await ask("GET", path)).toBe(401);
  }
  expect(await ask("GET", `/${line.sid}.json`)).toBe(401);
  expect(await ask("POST", ".json")).toBe(401);
  const wrong = askAs(line, String(sid), line.authToken);
  expect(await wrong("GET", `/${line.sid}/Applications.json`)).toBe(401);

  expect((await line.rest("DELETE", `/Keys/${sid}.json`)).status).toBe(204);
  expect((await line.rest("GET", `/Keys/${sid}.json`)).status).toBe(404);
  expect(await ask("GET", `/${line.sid}/Applications.json`)).toBe(401);
});

test("a key asks for its own account and no other", async () => {
  await using line = await openLine();
  const other = await line.control.ensureAccount({
    friendlyName: "Globex",
    clock: "virtual",
    numbers: [],
  });
  const { keySid, secret } = await setUpBrowsers(line);
  const ask = askAs(line, keySid, secret);
  expect(await ask("GET", `/${other.sid}/Applications.json`)).toBe(404);
});

test("a TwiML app is made, changed and removed", async () => {
  await using line = await openLine();
  const { rest } = line;
  const made = await rest("POST", "/Applications.json", {
    FriendlyName: "Browser calls",
    VoiceUrl: "https://app.test/client",
    VoiceMethod: "get",
    StatusCallback: "https://app.test/status",
  });
  expect(made).toMatchObject({
    status: 201,
    body: {
      friendly_name: "Browser calls",
      voice_url: "https://app.test/client",
      voice_method: "GET",
      status_callback: "https://app.test/status",
      status_callback_method: "POST",
    },
  });
  const path = `/Applications/${made.body.sid}.json`;
  const changed = await rest("POST", path, { VoiceUrl: "https://app.test/v2", StatusCallback: "" });
  expect(changed.body).toMatchObject({
    friendly_name: "Browser calls",
    voice_url: "https://app.test/v2",
    status_callback: "",
  });
  expect((await rest("GET", path)).body).toEqual(changed.body);
  expect(await rest("POST", path, { VoiceUrl: "nonsense" })).toMatchObject({
    status: 400,
    body: { code: 21402 },
  });
  expect((await rest("DELETE", path)).status).toBe(204);
  expect((await rest("GET", path)).status).toBe(404);
  expect((await rest("GET", "/Applications.json")).body.applications).toEqual([]);
});

test("keys and apps survive a restart", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "carrier-"));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  const sid = `AC${"d4".repeat(16)}`;
  const spec = { sid, authToken: "token-of-acme", carrier: { dataDir } };
  const line = await openLine(spec);
  const { keySid, secret, applicationSid } = await setUpBrowsers(line);
  await line[Symbol.asyncDispose]();

  await using again = await openLine(spec);
  expect(await askAs(again, keySid, secret)("GET", `/${sid}/Applications.json`)).toBe(200);
  expect((await again.rest("GET", `/Applications/${applicationSid}.json`)).status).toBe(200);
});
