import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startCarrier } from "@/local/carrier/carrier";
import { carrierControl } from "@/local/carrier/control";

const spec = {
  sid: `AC${"c3".repeat(16)}`,
  authToken: "token-of-acme",
  friendlyName: "Acme Solar",
  clock: "real" as const,
  numbers: [{ phoneNumber: "+12065550100" }],
  handsets: [{ phoneNumber: "+12065550123", label: "Riley Rep" }],
};

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "carrier-"));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

test("accounts, webhook settings and calls survive a restart", async () => {
  const dataDir = await folder();
  const first = await startCarrier({ port: 0, dataDir });
  const { numbers } = await carrierControl(first.origin).ensureAccount(spec);
  const authorization = `Basic ${Buffer.from(`${spec.sid}:${spec.authToken}`).toString("base64")}`;
  const path = `/2010-04-01/Accounts/${spec.sid}`;
  await fetch(`${first.origin}${path}/IncomingPhoneNumbers/${numbers[0]?.sid}.json`, {
    method: "POST",
    headers: { authorization },
    body: new URLSearchParams({ VoiceUrl: "https://app.test/answer" }),
  });
  await fetch(`${first.origin}${path}/Calls.json`, {
    method: "POST",
    headers: { authorization },
    body: new URLSearchParams({ To: "+12065550123", From: "+12065550100", Twiml: "<Response/>" }),
  });
  await first.close();

  const second = await startCarrier({ port: 0, dataDir });
  onTestFinished(() => second.close());
  const control = carrierControl(second.origin);
  expect(await control.ensureAccount({ ...spec, numbers: [] })).toMatchObject({ numbers });
  const listed = await fetch(`${second.origin}${path}/IncomingPhoneNumbers.json`, {
    headers: { authorization },
  });
  expect(JSON.stringify(await listed.json())).toContain("https://app.test/answer");
  // What was live when the carrier stopped has ended.
  expect(await control.calls(spec.sid)).toMatchObject([{ status: "failed", to: "+12065550123" }]);
  expect(await control.handset(spec.sid, "+12065550123").state()).toMatchObject({
    label: "Riley Rep",
  });
});

test("a damaged file is named", async () => {
  const dataDir = await folder();
  await writeFile(join(dataDir, `${spec.sid}.json`), "{");
  await expect(startCarrier({ port: 0, dataDir })).rejects.toThrow(`${spec.sid}.json is damaged`);
});

test("messages, their pictures and who opted out survive a restart, and what is under way goes on", async () => {
  const dataDir = await folder();
  const acme = "+12065550100";
  const first = await startCarrier({ port: 0, dataDir });
  const control = carrierControl(first.origin);
  await control.ensureAccount(spec);
  const media = [{ contentType: "image/png", base64: Buffer.from("pixels").toString("base64") }];
  const { sid } = await control.handset(spec.sid, "+13035550142").text({ to: acme, media });
  await control.handset(spec.sid, "+13035550199").text({ to: acme, body: "STOP" });
  const authorization = `Basic ${Buffer.from(`${spec.sid}:${spec.authToken}`).toString("base64")}`;
  const send = (origin: string, To: string) =>
    fetch(`${origin}/2010-04-01/Accounts/${spec.sid}/Messages.json`, {
      method: "POST",
      headers: { authorization },
      body: new URLSearchParams({ To, From: acme, Body: "Hello" }),
    });
  await send(first.origin, "+13035550142");
  await first.close();

  const second = await startCarrier({ port: 0, dataDir });
  onTestFinished(() => second.close());
  const again = carrierControl(second.origin);
  const [picture] = await again.handset(spec.sid, "+13035550142").messages();
  expect(picture).toMatchObject({ sid, media: [{ contentType: "image/png" }] });
  const bytes = await fetch(
    `${second.origin}/control/accounts/${spec.sid}/${picture?.media[0]?.sid}`,
  );
  expect(await bytes.text()).toBe("pixels");
  expect((await send(second.origin, "+13035550199")).status).toBe(400);
  const sent = async () => (await again.messages(spec.sid)).filter(({ body }) => body === "Hello");
  await expect.poll(sent).toMatchObject([{ status: "delivered" }]);
});
