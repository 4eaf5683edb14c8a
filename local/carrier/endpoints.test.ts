import { expect, test } from "vitest";
import { warnings } from "@/local/carrier/testing/answered";
import { ACME, CUSTOMER, clickToCall, openLine } from "@/local/carrier/testing/line";

const EVENTS = 'statusCallback="/leg" statusCallbackEvent="initiated ringing answered completed"';

test.each([
  ["client:ana", `<Client ${EVENTS}>ana</Client>`],
  [
    "client:ana",
    `<Client ${EVENTS}><Identity>ana</Identity><Parameter name="a" value="b"/></Client>`,
  ],
  ["sip:ana@pbx.test", `<Sip ${EVENTS}>sip:ana@pbx.test</Sip>`],
])("%s rings at its own address and is connected", async (address, noun) => {
  await using line = await openLine({ handsets: [{ phoneNumber: address, label: "Ana" }] });
  const { control, sid, app } = line;
  app.on("/answer", `<Response><Dial action="/dialed">${noun}</Dial></Response>`);
  app.on("/dialed", "<Response/>");
  await control.handset(sid, CUSTOMER).dial(ACME);
  await control.advance(sid, 2);
  const phone = control.handset(sid, address);
  expect(await phone.state()).toMatchObject({ state: "ringing", label: "Ana", peer: CUSTOMER });
  await phone.answer();
  await control.advance(sid, 10);
  await phone.hangup();
  await control.runUntilIdle(sid);
  const leg = app.at("/leg").map(({ params }) => [params.To, params.CallStatus]);
  const statuses = ["initiated", "ringing", "in-progress", "completed"];
  expect(leg).toEqual(statuses.map((status) => [address, status]));
  expect(app.at("/dialed")[0]?.params).toMatchObject({
    DialCallStatus: "completed",
    DialCallDuration: "10",
  });
  expect((await control.calls(sid)).find(({ to }) => to === address)?.price).toBe("-0.00400");
  expect(await warnings(line)).toEqual([]);
});

test("the first of a number and a browser that answers wins", async () => {
  await using line = await openLine();
  const { control, sid, app } = line;
  app.on(
    "/answer",
    `<Response><Dial><Client>ana</Client><Number>+12065550123</Number></Dial></Response>`,
  );
  await control.scriptHandset(sid, "client:ana", { behaviour: "answers", afterSeconds: 2 });
  await control.handset(sid, CUSTOMER).dial(ACME);
  await control.advance(sid, 5);
  const legs = (await control.calls(sid)).map(({ to, status }) => [to, status]);
  expect(legs).toEqual([
    [ACME, "in-progress"],
    ["client:ana", "in-progress"],
    ["+12065550123", "canceled"],
  ]);
});

test("the API may call a browser, too", async () => {
  await using line = await openLine();
  line.app.on("/connect", "<Response><Say>Hello</Say></Response>");
  await line.control.scriptHandset(line.sid, "client:ana", {
    behaviour: "answers",
    afterSeconds: 1,
  });
  expect((await clickToCall(line, { To: "client:ana" })).body.to).toBe("client:ana");
  await line.control.runUntilIdle(line.sid);
  expect(line.app.at("/connect")[0]?.params.To).toBe("client:ana");
});

test("a number that forwards its calls here is named in every request and in the API", async () => {
  await using line = await openLine();
  line.app.on("/answer", "<Response><Say>Hello</Say></Response>");
  const forwardedFrom = "+12065550177";
  const { callSid } = await line.control.handset(line.sid, CUSTOMER).dial(ACME, { forwardedFrom });
  await line.control.runUntilIdle(line.sid);
  for (const path of ["/answer", "/number-status"]) {
    expect(line.app.at(path)[0]?.params.ForwardedFrom).toBe(forwardedFrom);
  }
  expect((await line.rest("GET", `/Calls/${callSid}.json`)).body.forwarded_from).toBe(
    forwardedFrom,
  );
  await line.control.handset(line.sid, CUSTOMER).dial(ACME);
  await line.control.runUntilIdle(line.sid);
  expect(line.app.at("/answer").at(-1)?.params).not.toHaveProperty("ForwardedFrom");
});

test("what a caller's carrier has signed comes with the call, and with no other", async () => {
  await using line = await openLine();
  line.app.on("/answer", "<Response><Say>Hello</Say></Response>");
  const stirVerstat = "TN-Validation-Passed-B";
  const dial = (options?: object) => line.control.handset(line.sid, CUSTOMER).dial(ACME, options);
  await dial({ stirVerstat });
  await line.control.runUntilIdle(line.sid);
  expect(line.app.at("/answer")[0]?.params.StirVerstat).toBe(stirVerstat);
  await dial();
  await line.control.runUntilIdle(line.sid);
  expect(line.app.at("/answer").at(-1)?.params).not.toHaveProperty("StirVerstat");
});
