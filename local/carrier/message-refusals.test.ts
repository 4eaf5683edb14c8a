import { expect, test } from "vitest";
import { ACME, openLine } from "@/local/carrier/testing/line";
import { sendText } from "@/local/carrier/testing/texts";

test.each([
  ["no recipient", { To: "" }, 21604],
  ["a recipient that is no number", { To: "12" }, 21211],
  ["no sender", { From: "" }, 21603],
  ["a sender that is not the account's", { From: "+12065550111" }, 21606],
  ["a sender that is no number", { From: "+1" }, 21212],
  ["itself", { To: ACME }, 21266],
  ["a name to North America", { From: "ACME" }, 21612],
  ["no text", { Body: " " }, 21602],
  ["more than 1600 characters", { Body: "x".repeat(1601) }, 21617],
  ["a file that has no address", { MediaUrl: "picture.png" }, 21620],
  ["more than ten files", { MediaUrl: Array(11).fill("https://app.test/a.png") }, 21623],
  ["a template", { ContentSid: `HX${"1".repeat(32)}` }, 21656],
  ["a country that is not allowed", { To: "+40744555010" }, 21408],
  ["a service that is not there", { From: "", MessagingServiceSid: `MG${"1".repeat(32)}` }, 21701],
  ["a time without a service", { ScheduleType: "fixed", SendAt: "2026-12-01T00:00:00Z" }, 35118],
  ["the test number for unreachable", { To: "+15005550002" }, 21612],
  ["the test number for opted out", { To: "+15005550004" }, 21610],
  ["the test number for no mobile", { To: "+15005550009" }, 21614],
  ["the test number for a full queue", { From: "+15005550008" }, 21611],
])("%s: a text is refused", async (_, form, code) => {
  await using line = await openLine({ options: { noTextsTo: ["RO"] } });
  expect(await sendText(line, form)).toMatchObject({ status: 400, body: { code } });
  expect(await line.control.messages(line.sid)).toEqual([]);
});

test("an account that is not paid can look and not send", async () => {
  await using line = await openLine({ options: { isSuspended: true } });
  expect(await sendText(line)).toMatchObject({ status: 401, body: { code: 20003 } });
  expect((await line.rest("GET", ".json")).body.status).toBe("suspended");
});
