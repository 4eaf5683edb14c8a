import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { openAs, withBrowser } from "@/tests/support/browser";
import { plantJane } from "@/tests/support/jane";
import { stack } from "@/tests/support/stack";
import { sweep } from "@/tests/support/sweeps";
import { makeTenant } from "@/tests/support/tenant";
import { publish, routeOf } from "@/tests/telephony/calls/routed";
import { customer, everyoneAnswers, place } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";

withBrowser();
afterAll(() => Promise.all([admin.end(), machine.end()]));

const Mails = z.array(z.object({ subject: z.string(), text: z.string() }));

test("a message left while closed is transcribed, mailed, played, heard, assigned and deleted", async () => {
  const tenant = await makeTenant();
  const { rep, rep2, admin: boss, carrier, accountSid } = tenant;
  await rep.db.from("contacts").insert({ tenant_id: tenant.id, name: "Jane Doe" });
  const contact = await rep.db.from("contacts").select("id").single();
  const phone = { tenant_id: tenant.id, contact_id: contact.data?.id ?? "", phone: customer };
  await rep.db.from("contact_phones").insert(phone);

  const settings = await openAs(boss, "/settings/transcription");
  await settings.getByLabel("Address").fill("https://10.0.0.1");
  await settings.getByLabel("Model").fill("whisper-1");
  await settings.getByLabel("Key").fill("sk-wrong");
  await settings.getByRole("button", { name: "Save" }).click();
  await settings.getByText("This address isn't on the public internet").waitFor();
  await settings.getByLabel("Address").fill(stack.urls.transcription);
  await settings.getByRole("button", { name: "Check" }).click();
  await settings.getByText("The provider doesn't accept the key.").first().waitFor();
  await settings.getByLabel("Key").fill("sk-local-voicemail-story");
  await settings.getByRole("button", { name: "Check" }).click();
  await settings.getByText("The provider accepts the key and the model.").waitFor();
  await settings.getByRole("button", { name: "Save" }).click();
  await settings.getByText("Saved. Applies from the next recording.").waitFor();

  const page = await openAs(rep, "/voicemail");
  await page.getByRole("heading", { name: "No messages yet" }).waitFor();
  await publish(tenant, routeOf(tenant, false, [rep.userId]));
  const caller = carrier.handset(accountSid, customer);
  await caller.dial(tenant.number);
  await carrier.advance(accountSid, 12);
  await caller.speak(9);
  await carrier.advance(accountSid, 10);
  await caller.hangup();
  await carrier.runUntilIdle(accountSid);

  const row = page.getByRole("list", { name: "Voicemails" }).getByRole("listitem");
  await row.getByRole("link", { name: "Jane Doe" }).waitFor();
  const place = page.getByRole("navigation", { name: "Main" }).getByRole("link", {
    name: /^Voicemail/,
  });
  await expect.poll(() => place.textContent()).toMatch(/1 unheard/);
  await sweep();
  await expect.poll(() => row.textContent()).toMatch(/(Hello|Hi there|Good morning)/);
  const [said] = await admin`select transcript from public.voicemails
    where tenant_id = ${tenant.id}`;
  await expect.poll(() => mailsTo(rep.email)).toHaveLength(1);
  const [mail] = await mailsTo(rep.email);
  expect(mail?.subject).toMatch(/^Voicemail from Jane Doe \(0:\d\d\)$/);
  expect(mail?.text).toContain(said?.transcript);

  await row.getByRole("button", { name: "Play recording" }).click();
  await row.getByText(/Heard by you, /).waitFor();
  await expect.poll(() => place.textContent()).toBe("Voicemail");
  await row.getByRole("button", { name: "Voicemail from Jane Doe: actions" }).click();
  await page.getByRole("menuitem", { name: "Mark as unheard" }).click();
  await row.getByText("New", { exact: true }).waitFor();

  await row.getByRole("button", { name: "Voicemail from Jane Doe: actions" }).click();
  await page.getByRole("menuitem", { name: "Assign" }).click();
  await page.getByRole("dialog").getByLabel("Mailbox").selectOption({ label: rep2.name });
  await page.getByRole("dialog").getByRole("button", { name: "Assign" }).click();
  await page.getByRole("heading", { name: "No messages yet" }).waitFor();

  const other = await openAs(rep2, "/voicemail?mailbox=mine");
  await other.getByRole("button", { name: "Voicemail from Jane Doe: actions" }).click();
  await other.getByRole("menuitem", { name: "Delete" }).click();
  await other.getByRole("button", { name: "Delete", exact: true }).click();
  await other.getByRole("heading", { name: "No messages here" }).waitFor();
  const [call] = await admin`select id, outcome from public.calls where tenant_id = ${tenant.id}`;
  expect(call?.outcome).toBe("voicemail");
  await other.goto(`/calls/${call?.id}`);
  await other.getByText(/^Deleted .* by Rob Rep\. Twilio confirmed it \(204\)\.$/).waitFor();
});

async function mailsTo(email: string) {
  const answer = await fetch(`${stack.urls.mail}/api/messages?to=${encodeURIComponent(email)}`);
  return Mails.parse(await answer.json());
}

test("a message stands on its contact's page, is played there, and its caller is called back", async () => {
  const tenant = await makeTenant();
  const { rep, carrier, accountSid } = tenant;
  const contact = await plantJane(tenant);
  await publish(tenant, routeOf(tenant, false, [rep.userId]));
  const caller = carrier.handset(accountSid, customer);
  await caller.dial(tenant.number);
  await carrier.advance(accountSid, 12);
  await caller.speak(9);
  await carrier.advance(accountSid, 10);
  await caller.hangup();
  await carrier.runUntilIdle(accountSid);

  const page = await openAs(rep, `/contacts/${contact}`);
  const main = page.getByRole("main");
  await main.getByText(/^Left a message, 0:\d\d/).waitFor();
  await main.getByText("Nobody has heard it").waitFor();
  await main.getByRole("button", { name: "Play recording" }).click();
  await main.getByText(/Heard by you, /).waitFor();
  await main
    .getByRole("button", { name: /^Call .*Jane Doe/ })
    .first()
    .click();
  const rung = async () =>
    (await carrier.calls(accountSid)).filter(({ to }) => to === rep.phone).length;
  await expect.poll(rung).toBe(1);
});

test("where the company switches it on, what was said in a talk is read on its call's page", async () => {
  const tenant = await makeTenant();
  const { carrier, accountSid } = tenant;
  const settings = await openAs(tenant.admin, "/settings/transcription");
  await settings.getByLabel("Address").fill(stack.urls.transcription);
  await settings.getByLabel("Model").fill("whisper-1");
  await settings.getByLabel("Key").fill("sk-local-talk-story");
  await settings.getByLabel("Transcribe recorded calls too").check();
  await settings.getByRole("button", { name: "Save" }).click();
  await settings.getByText("Saved. Applies from the next recording.").waitFor();
  await everyoneAnswers(tenant);
  const call = await place(tenant);
  await carrier.advance(accountSid, 30);
  await carrier.handset(accountSid, customer).hangup();
  await carrier.runUntilIdle(accountSid);
  await sweep();
  const said = async () =>
    (await admin`select transcript from public.recordings where call_id = ${call}`)[0]?.transcript;
  await expect.poll(said).toMatch(/\w/);
  const page = await openAs(tenant.rep, `/calls/${call}`);
  await page
    .getByText(String(await said()).slice(0, 30))
    .first()
    .waitFor();
});
