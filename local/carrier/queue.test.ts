import { expect, test } from "vitest";
import { answered, spoken } from "@/local/carrier/testing/answered";
import {
  ACME,
  CUSTOMER,
  clickToCall,
  type Line,
  openLine,
  REP,
} from "@/local/carrier/testing/line";

const SECOND = "+13035550143";

/** Customers call and wait in the queue "support". */
async function waiting(line: Line, attributes = 'action="/left"', callers = [CUSTOMER]) {
  line.app.on(
    "/answer",
    `<Response><Enqueue ${attributes}>support</Enqueue><Say>After the queue</Say></Response>`,
  );
  line.app.on("/left", "<Response><Say>Goodbye</Say></Response>");
  for (const caller of callers) await line.control.handset(line.sid, caller).dial(ACME);
  await line.control.settle(line.sid);
}

/** A rep is called and dials the queue. */
async function dialQueue(line: Line, noun = "<Queue>support</Queue>", dial = "") {
  line.app.on("/dialed", "<Response><Say>Well done</Say></Response>");
  return await answered(line, `<Response><Dial action="/dialed" ${dial}>${noun}</Dial></Response>`);
}

test("who waits hears the waitUrl again and again, each time with their place", async () => {
  await using line = await openLine();
  line.app.on("/wait", "<Response><Say>Please hold</Say><Pause length='9'/></Response>");
  await waiting(line, 'waitUrl="/wait"', [CUSTOMER, SECOND]);
  await line.control.advance(line.sid, 15);
  const asked = line.app.at("/wait").map(({ params }) => params);
  const seen = asked.map(({ From, QueuePosition, QueueTime }) => [From, QueuePosition, QueueTime]);
  expect(seen).toEqual([
    [CUSTOMER, "1", "0"],
    [SECOND, "2", "0"],
    [CUSTOMER, "1", "9"],
    [SECOND, "2", "9"],
  ]);
  expect(asked[3]).toMatchObject({
    CurrentQueueSize: "2",
    AvgQueueTime: "9",
    MaxQueueSize: "1000",
    CallStatus: "in-progress",
  });
  expect(asked[3]?.QueueSid).toMatch(/^QU[0-9a-f]{32}$/);
});

test("a rep who dials the queue talks with who came first, and they go on after it", async () => {
  await using line = await openLine();
  await waiting(line, 'action="/left"', [CUSTOMER, SECOND]);
  await line.control.advance(line.sid, 30);
  const rep = await dialQueue(line);
  await line.control.advance(line.sid, 60);
  await line.control.handset(line.sid, REP).hangup();
  await line.control.runUntilIdle(line.sid);
  const [first] = await line.control.calls(line.sid);
  expect(line.app.at("/left")).toHaveLength(1);
  expect(line.app.at("/left")[0]?.params).toMatchObject({
    From: CUSTOMER,
    QueueResult: "bridged",
    QueueTime: "31",
    CallStatus: "in-progress",
  });
  expect(line.app.at("/dialed")[0]?.params).toMatchObject({
    CallSid: rep,
    DialCallSid: first?.sid,
    DialCallStatus: "completed",
    DialCallDuration: "60",
    DialBridged: "true",
  });
  expect(await spoken(line)).toEqual(["Hold music", "Hold music", "Goodbye"]);
  expect((await line.control.handset(line.sid, SECOND).state()).state).toBe("in-call");
});

test("a queued caller who hangs up during the talk lets the rep's call go on", async () => {
  await using line = await openLine();
  await waiting(line);
  await dialQueue(line);
  await line.control.advance(line.sid, 10);
  await line.control.handset(line.sid, CUSTOMER).hangup();
  await line.control.runUntilIdle(line.sid);
  expect(line.app.at("/left")[0]?.params).toMatchObject({
    QueueResult: "bridged",
    CallStatus: "completed",
  });
  expect((await spoken(line)).at(-1)).toBe("Well done");
});

test("the queued caller hears the noun's url before they are connected", async () => {
  await using line = await openLine();
  line.app.on("/coming", "<Response><Say>An agent is here</Say></Response>");
  await waiting(line);
  const rep = await dialQueue(line, '<Queue url="/coming">support</Queue>');
  await line.control.advance(line.sid, 10);
  expect(line.app.at("/coming")[0]?.params).toMatchObject({ From: CUSTOMER, DequeingCallSid: rep });
  const events = (await line.control.log(line.sid)).flatMap((entry) => {
    if (entry.kind === "spoken") return [entry.text];
    return entry.kind === "call" && entry.event === "bridged" ? ["bridged"] : [];
  });
  expect(events).toEqual(["Hold music", "An agent is here", "bridged", "bridged"]);
});

test("a rep waits for a caller as long as the Dial's timeout", async () => {
  await using line = await openLine();
  await waiting(line);
  await line.control.handset(line.sid, CUSTOMER).hangup();
  await dialQueue(line, undefined, 'timeout="20"');
  await line.control.advance(line.sid, 15);
  await line.control.handset(line.sid, CUSTOMER).dial(ACME);
  await line.control.advance(line.sid, 1);
  await line.control.handset(line.sid, CUSTOMER).hangup();
  await line.control.runUntilIdle(line.sid);
  expect(line.app.at("/dialed").at(-1)?.params.DialCallStatus).toBe("completed");
  await clickToCall(line);
  await line.control.runUntilIdle(line.sid);
  expect(line.app.at("/dialed").at(-1)?.params.DialCallStatus).toBe("no-answer");
});

test("a queue that nobody ever used cannot be dialled", async () => {
  await using line = await openLine();
  await dialQueue(line, "<Queue>nobody</Queue>");
  await line.control.runUntilIdle(line.sid);
  expect(line.app.at("/dialed")[0]?.params.DialCallStatus).toBe("failed");
});

test.each([
  ["leave", "<Response><Leave/></Response>", "in-progress"],
  ["error", { status: 500 }, "in-progress"],
  ["hangup", "<Response><Hangup/></Response>", "completed"],
] as const)("a wait that ends in %s is reported to the action", async (result, twiml, status) => {
  await using line = await openLine();
  line.app.on("/wait", twiml);
  await waiting(line, 'action="/left" waitUrl="/wait"');
  await line.control.runUntilIdle(line.sid);
  expect(line.app.at("/left").map(({ params }) => [params.QueueResult, params.CallStatus])).toEqual(
    [[result, status]],
  );
});

test("a caller who hangs up while waiting is reported, and leaves the queue", async () => {
  await using line = await openLine();
  await waiting(line);
  await line.control.advance(line.sid, 40);
  await line.control.handset(line.sid, CUSTOMER).hangup();
  await line.control.settle(line.sid);
  expect(line.app.at("/left")[0]?.params).toMatchObject({
    QueueResult: "hangup",
    QueueTime: "40",
    CallStatus: "completed",
  });
  line.app.on("/wait", "<Response><Pause length='60'/></Response>");
  await waiting(line, 'waitUrl="/wait"');
  expect(line.app.at("/wait")[0]?.params.QueuePosition).toBe("1");
});

test("Leave without an action leads to the verb after Enqueue", async () => {
  await using line = await openLine();
  line.app.on("/wait", "<Response><Say>Hello</Say><Leave/></Response>");
  await waiting(line, 'waitUrl="/wait"');
  await line.control.runUntilIdle(line.sid);
  expect(await spoken(line)).toEqual(["Hello", "After the queue"]);
});

test.each([
  ["redirected", false],
  ["redirected-from-bridged", true],
])("a caller whom the API sends elsewhere is reported as %s", async (result, isBridged) => {
  await using line = await openLine();
  line.app.on("/elsewhere", "<Response><Say>Somewhere else</Say></Response>");
  await waiting(line);
  if (isBridged) await dialQueue(line);
  await line.control.advance(line.sid, 5);
  const caller = (await line.control.calls(line.sid)).find(({ from }) => from === CUSTOMER);
  await line.rest("POST", `/Calls/${caller?.sid}.json`, { Url: `${line.app.origin}/elsewhere` });
  await line.control.runUntilIdle(line.sid);
  expect(line.app.at("/left").map(({ params }) => params.QueueResult)).toEqual([result]);
  expect(await spoken(line)).toContain("Somewhere else");
  expect(await spoken(line)).not.toContain("Goodbye");
});
