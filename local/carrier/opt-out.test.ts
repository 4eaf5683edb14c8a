import { expect, test } from "vitest";
import { ACME, CUSTOMER } from "@/local/carrier/testing/line";
import { makeService, sendText, textable, thanks } from "@/local/carrier/testing/texts";

test.each(["STOP", " stop ", "Unsubscribe", "QUIT", "optout"])(
  "%s is answered by Twilio itself, posted to the webhook, and keeps messages away",
  async (word) => {
    await using line = await textable();
    const customer = line.control.handset(line.sid, CUSTOMER);
    line.app.on("/text", thanks);
    await customer.text({ to: ACME, body: word });
    await line.control.runUntilIdle(line.sid);
    expect(line.app.at("/text")).toHaveLength(1);
    expect(line.app.at("/text")[0]?.params.OptOutType).toBeUndefined();
    expect(await customer.messages()).toMatchObject([
      { direction: "inbound" },
      { direction: "outbound-reply", isAutomatic: true },
    ]);
    expect(await sendText(line)).toMatchObject({ status: 400, body: { code: 21610 } });
    const listed = await line.rest("GET", "/Messages.json");
    expect(listed.body.messages).toHaveLength(1);
  },
);

test("START opts in again, and yes from somebody who never stopped is a text like any other", async () => {
  await using line = await textable();
  const customer = line.control.handset(line.sid, CUSTOMER);
  await customer.text({ to: ACME, body: "yes" });
  expect(await customer.messages()).toHaveLength(1);
  await customer.text({ to: ACME, body: "stop" });
  await customer.text({ to: ACME, body: "Please stop calling" });
  expect((await sendText(line)).body.code).toBe(21610);
  await customer.text({ to: ACME, body: "Start" });
  expect((await sendText(line)).status).toBe(201);
  await line.control.runUntilIdle(line.sid);
  expect((await customer.messages()).at(-1)).toMatchObject({ status: "delivered" });
});

test("with Advanced Opt-Out the webhook says which word came in", async () => {
  await using line = await textable({ options: { hasAdvancedOptOut: true } });
  const customer = line.control.handset(line.sid, CUSTOMER);
  for (const body of ["HELP", "stop", "START", "hello"]) await customer.text({ to: ACME, body });
  await line.control.settle(line.sid);
  expect(line.app.at("/text").map(({ params }) => params.OptOutType)).toEqual([
    "HELP",
    "STOP",
    "START",
    undefined,
  ]);
});

test("who stops a number of a Messaging Service has stopped all of it", async () => {
  const other = "+12065550177";
  await using line = await textable({}, [other]);
  const { control, sid } = line;
  const service = await makeService(line);
  await control.handset(sid, CUSTOMER).text({ to: ACME, body: "STOP" });
  expect((await sendText(line, { From: other })).body.code).toBe(21610);
  const sent = await sendText(line, { From: "", MessagingServiceSid: service });
  expect(sent.body.code).toBe(21610);
});
