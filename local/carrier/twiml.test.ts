import { expect, test } from "vitest";
import { answered, spoken, warnings } from "@/local/carrier/testing/answered";
import { ACME, CUSTOMER, openLine, REP } from "@/local/carrier/testing/line";

test("a Gather without digits falls through to the next verb", async () => {
  await using line = await openLine();
  await answered(line, '<Response><Gather action="/keys"/><Say>Too slow</Say></Response>');
  await line.control.runUntilIdle(line.sid);
  expect(line.app.at("/keys")).toEqual([]);
  expect(await spoken(line)).toEqual(["Too slow"]);
});

test("with actionOnEmptyResult silence requests the action", async () => {
  await using line = await openLine();
  await answered(
    line,
    '<Response><Gather action="/keys" actionOnEmptyResult="true" timeout="3"/></Response>',
  );
  await line.control.runUntilIdle(line.sid);
  expect(line.app.at("/keys")[0]?.params.Digits).toBe("");
});

test("keys are gathered until the finishing one, and interrupt what is being said", async () => {
  await using line = await openLine();
  await answered(
    line,
    `<Response><Gather action="/keys"><Say loop="50">Type your number</Say></Gather></Response>`,
  );
  const rep = line.control.handset(line.sid, REP);
  await rep.press("12");
  await rep.press("3#");
  await line.control.settle(line.sid);
  expect(line.app.at("/keys")[0]?.params.Digits).toBe("123");
  expect((await spoken(line)).length).toBeLessThan(3);
});

test("a Gather without an action asks its own document again", async () => {
  await using line = await openLine();
  await answered(line, '<Response><Gather numDigits="1"/></Response>');
  await line.control.handset(line.sid, REP).press("7");
  await line.control.settle(line.sid);
  expect(line.app.at("/connect").map((hit) => hit.params.Digits)).toEqual([undefined, "7"]);
});

test("keys pressed while nothing listens go nowhere", async () => {
  await using line = await openLine();
  await answered(
    line,
    '<Response><Pause length="3"/><Gather numDigits="1" action="/keys" timeout="2"/></Response>',
  );
  await line.control.handset(line.sid, REP).press("1");
  await line.control.runUntilIdle(line.sid);
  expect(line.app.at("/keys")).toEqual([]);
});

test.each([
  ["<Response><Reject/></Response>", "no-answer"],
  ['<Response><Reject reason="busy"/></Response>', "busy"],
  ["<Response><Hangup/></Response>", "completed"],
  ["<Response/>", "completed"],
])("an inbound call that gets %s ends as %s", async (twiml, status) => {
  await using line = await openLine();
  line.app.on("/answer", twiml);
  await line.control.handset(line.sid, CUSTOMER).dial(ACME);
  await line.control.runUntilIdle(line.sid);
  expect((await line.control.calls(line.sid))[0]?.status).toBe(status);
  expect(line.app.at("/number-status")[0]?.params.CallStatus).toBe(status);
});

test.each([
  ["malformed XML", "<Response><Say>", 12100],
  ["another root", "<Answer/>", 12100],
  ["an empty answer", { status: 200, body: "", type: "text/xml" }, 12100],
  ["JSON", { status: 200, body: "{}", type: "application/json" }, 12300],
  ["404", { status: 404 }, 11200],
  ["500", { status: 500 }, 11200],
  ["a broken connection", "destroy", 11200],
] as const)("%s breaks the call with an apology and %i", async (_, reply, code) => {
  await using line = await openLine();
  await answered(line, reply);
  await line.control.runUntilIdle(line.sid);
  expect(await warnings(line)).toContain(code);
  expect((await spoken(line)).at(-1)).toContain("application error");
  expect((await line.control.calls(line.sid))[0]?.status).toBe("completed");
});

test("plain text is read aloud and unknown verbs are passed over", async () => {
  await using line = await openLine();
  await answered(line, { status: 200, body: "Hello & welcome", type: "text/plain" });
  await line.control.runUntilIdle(line.sid);
  expect(await spoken(line)).toEqual(["Hello & welcome"]);
  await answered(line, '<Response><Dance/><Say mood="x">Still here</Say></Response>');
  await line.control.runUntilIdle(line.sid);
  expect((await spoken(line)).at(-1)).toBe("Still here");
  expect(await warnings(line)).toEqual([12200, 12200]);
});

test("relative URLs build on the document they stand in, also after a redirect", async () => {
  await using line = await openLine();
  line.app.on("/deep/er/next", "<Response><Redirect method='GET'>last?x=1</Redirect></Response>");
  await answered(line, "<Response><Redirect>/deep/er/next</Redirect></Response>");
  await line.control.runUntilIdle(line.sid);
  expect(line.app.at("/deep/er/last")[0]).toMatchObject({ method: "GET" });
  expect(line.app.at("/deep/er/last")[0]?.params).toMatchObject({
    x: "1",
    CallStatus: "in-progress",
  });
});

test("TwiML can be given with the call itself", async () => {
  await using line = await openLine();
  await answered(line, "", { Url: "", Twiml: "<Response><Say>Inline</Say></Response>" });
  await line.control.runUntilIdle(line.sid);
  expect(await spoken(line)).toEqual(["Inline"]);
});
