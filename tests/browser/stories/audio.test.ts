import { expect, test } from "vitest";
import { wavOf } from "@/tests/support/audio";
import { expectComplaint, openAs, withBrowser } from "@/tests/support/browser";
import { makeTenant } from "@/tests/support/tenant";
import { queueRoute, setAvailability } from "@/tests/telephony/calls/queued";
import { publish, routeOf } from "@/tests/telephony/calls/routed";
import { customer } from "@/tests/telephony/calls/walk";

withBrowser();

test("an admin uploads a greeting where it is played, tries it, publishes, and a caller hears it", async () => {
  const tenant = await makeTenant();
  await publish(tenant, routeOf(tenant, false, [tenant.rep.userId]));
  const page = await openAs(tenant.admin, "/settings/routing");
  await page.getByRole("link", { name: "Main" }).click();
  await page.getByRole("button", { name: /1\. Greeting/ }).click();
  await page.getByLabel("Sound").selectOption({ label: "An audio file" });
  const file = page.getByLabel("Upload a file");
  const text = Buffer.from("This is no audio. ".repeat(100));
  expectComplaint(/422/);
  await file.setInputFiles({ name: "Hello.mp3", mimeType: "audio/mpeg", buffer: text });
  await page.getByText("Greeting: “Hello.mp3” isn't MP3 or WAV audio.").waitFor();

  const buffer = await wavOf(3);
  await file.setInputFiles({ name: "Lighthouse.wav", mimeType: "audio/wav", buffer });
  await page.getByText("plays “Lighthouse” (3 s)").waitFor();
  const audio = page.locator("audio[controls]");
  expect(await audio.evaluate((own: HTMLAudioElement) => own.play().then(() => own.duration))).toBe(
    3,
  );
  const trial = page.getByRole("region", { name: "Try the route" });
  await trial.getByRole("button", { name: "Call", exact: true }).click();
  await trial.getByText("Plays: “Lighthouse” (3 s)").waitFor();
  await page.getByRole("button", { name: "Publish" }).click();
  await page.getByText("Published.", { exact: true }).waitFor();

  const caller = tenant.carrier.handset(tenant.accountSid, customer);
  await caller.dial(tenant.number);
  await tenant.carrier.advance(tenant.accountSid, 1);
  expect((await caller.state()).hears).toContain("Lighthouse");

  await page.goto("/settings/routing");
  await page.getByRole("button", { name: "Delete Lighthouse" }).click();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByText("plays this file. It can't be deleted.").waitFor();
});

test("a queue's music is uploaded and tried; a file that is too long is refused by its place", async () => {
  const tenant = await makeTenant();
  await publish(tenant, queueRoute([tenant.rep.userId]));
  await setAvailability(tenant, tenant.rep, "busy");
  const page = await openAs(tenant.admin, "/settings/routing");
  await page.getByRole("link", { name: "Main" }).click();
  await page.getByRole("button", { name: /1\. Queue/ }).click();
  await page.getByLabel("Music", { exact: true }).selectOption({ label: "An audio file" });
  const file = page.getByLabel("Upload a file");
  const long = { name: "Long.wav", mimeType: "audio/wav", buffer: await wavOf(31) };
  await file.setInputFiles(long);
  await page.getByText("plays “Long” (31 s)").waitFor();
  await page.getByRole("button", { name: "Publish" }).click();
  const refused = "Queue “Sales”: its music is longer than 30 seconds.";
  await page.getByText(refused).first().waitFor();
  await file.setInputFiles({ name: "Hold.wav", mimeType: "audio/wav", buffer: await wavOf(8) });
  await page.getByText("plays “Hold” (8 s)").waitFor();
  const trial = page.getByRole("region", { name: "Try the route" });
  await trial.getByRole("button", { name: "Call", exact: true }).click();
  await trial.getByRole("listitem").getByText("Rae Rep: busy").last().waitFor();
  await trial.getByRole("button", { name: "Wait", exact: true }).click();
  await trial.getByText("Plays “Hold” (8 s).").waitFor();
  await page.getByRole("button", { name: "Publish" }).click();
  await page.getByText("Published.", { exact: true }).waitFor();
});
