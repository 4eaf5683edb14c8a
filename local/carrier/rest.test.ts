import { expect, test } from "vitest";
import { ACME, CUSTOMER, clickToCall, openLine, REP } from "@/local/carrier/testing/line";

test("a wrong token is refused with 20003, and another account's path does not exist", async () => {
  await using line = await openLine();
  const { carrier, sid, authToken, control } = line;
  const other = await control.ensureAccount({
    friendlyName: "Globex",
    clock: "virtual",
    numbers: [],
  });
  const ask = async (path: string, user: string, token: string) => {
    const authorization = `Basic ${Buffer.from(`${user}:${token}`).toString("base64")}`;
    const response = await fetch(`${carrier.origin}/2010-04-01/Accounts/${path}.json`, {
      headers: { authorization },
    });
    return { status: response.status, body: await response.json() };
  };
  expect(await ask(sid, sid, "wrong")).toMatchObject({ status: 401, body: { code: 20003 } });
  expect(await ask(sid, `AC${"0".repeat(32)}`, authToken)).toMatchObject({ status: 401 });
  expect(await ask(other.sid, sid, authToken)).toMatchObject({
    status: 404,
    body: { code: 20404 },
  });
  expect(await ask(sid, sid, authToken)).toMatchObject({
    status: 200,
    body: { sid, status: "active" },
  });
});

test.each([
  [{ To: "" }, 21201],
  [{ To: "12" }, 21211],
  [{ To: "+15005550001" }, 21217],
  [{ To: "+15005550002" }, 21214],
  [{ To: "+15005550003" }, 21215],
  [{ To: "+15005550004" }, 21216],
  [{ From: "" }, 21213],
  [{ From: "abc" }, 21212],
  [{ From: "+12065550188" }, 21210],
  [{ Url: "" }, 21205],
  [{ Url: "not a url" }, 21205],
  [{ StatusCallback: "http://my_host.test/x" }, 21609],
])("a create with %o is refused with %i", async (change, code) => {
  await using line = await openLine();
  const { status, body } = await clickToCall(line, change);
  expect(status).toBe(400);
  expect(body).toMatchObject({ code, status: 400 });
  expect(body.more_info).toBe(`https://www.twilio.com/docs/errors/${code}`);
  expect(await line.control.calls(line.sid)).toEqual([]);
});

test("a JSON body is refused", async () => {
  await using line = await openLine();
  const response = await fetch(
    `${line.carrier.origin}/2010-04-01/Accounts/${line.sid}/Calls.json`,
    {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Authorization: `Basic ${Buffer.from(`${line.sid}:${line.authToken}`).toString("base64")}`,
      },
      body: JSON.stringify({ To: REP }),
    },
  );
  expect(response.status).toBe(415);
});

test("calls are dialled one a second; the others wait in the queue", async () => {
  await using line = await openLine();
  const { control, sid } = line;
  for (let call = 0; call < 3; call++) await clickToCall(line, { To: `+1206555019${call}` });
  const started = async () =>
    (await control.calls(sid)).filter((call) => call.startedAt !== null).length;
  expect(await started()).toBe(0);
  await control.advance(sid, 0.5);
  expect(await started()).toBe(1);
  await control.advance(sid, 1);
  expect(await started()).toBe(2);
  await control.advance(sid, 1);
  expect(await started()).toBe(3);
  expect((await control.calls(sid)).map((call) => call.queueMs)).toEqual([0, 1000, 2000]);
});

test("a call canceled while queued is over without a single callback", async () => {
  await using line = await openLine();
  const { rest, control, app, sid } = line;
  const { body } = await clickToCall(line);
  const canceled = await rest("POST", `/Calls/${body.sid}.json`, { Status: "canceled" });
  expect(canceled).toMatchObject({ status: 200, body: { status: "canceled" } });
  await control.runUntilIdle(sid);
  expect(app.hits).toEqual([]);
});

test("a ringing call that is canceled tells so, and cannot be canceled again", async () => {
  await using line = await openLine();
  const { rest, control, app, sid } = line;
  const { body } = await clickToCall(line);
  await control.advance(sid, 3);
  await rest("POST", `/Calls/${body.sid}.json`, { Status: "canceled" });
  await control.runUntilIdle(sid);
  expect(app.at("/status").at(-1)?.params.CallStatus).toBe("canceled");
  expect(await rest("POST", `/Calls/${body.sid}.json`, { Status: "canceled" })).toMatchObject({
    status: 400,
    body: { code: 21220 },
  });
});

test("completing the parent by the API ends the child, and completing the child leaves the parent", async () => {
  await using line = await openLine();
  const { rest, control, app, sid } = line;
  app.on(
    "/connect",
    `<Response><Dial callerId="${ACME}" action="/dialed">${CUSTOMER}</Dial></Response>`,
  );
  app.on("/dialed", "<Response><Pause length='30'/></Response>");
  for (const number of [REP, CUSTOMER]) {
    await control.scriptHandset(sid, number, { behaviour: "answers", afterSeconds: 1 });
  }
  const first = (await clickToCall(line)).body;
  await control.advance(sid, 10);
  await rest("POST", `/Calls/${first.sid}.json`, { Status: "completed" });
  expect((await control.calls(sid)).map((call) => call.status)).toEqual(["completed", "completed"]);

  const second = (await clickToCall(line)).body;
  await control.advance(sid, 10);
  const legs = (await rest("GET", `/Calls.json?ParentCallSid=${second.sid}`)).body.calls;
  const [child] = legs as { sid: string; parent_call_sid: string }[];
  expect(child?.parent_call_sid).toBe(second.sid);
  await rest("POST", `/Calls/${child?.sid}.json`, { Status: "completed" });
  await control.advance(sid, 1);
  expect((await rest("GET", `/Calls/${second.sid}.json`)).body.status).toBe("in-progress");
  expect(app.at("/dialed").at(-1)?.params).toMatchObject({ DialCallStatus: "completed" });
});

test("a live call can be sent to other TwiML", async () => {
  await using line = await openLine();
  const { rest, control, app, sid } = line;
  app.on("/connect", "<Response><Pause length='600'/></Response>");
  app.on("/elsewhere", "<Response><Say>Now here</Say></Response>");
  await control.scriptHandset(sid, REP, { behaviour: "answers", afterSeconds: 1 });
  const { body } = await clickToCall(line);
  expect(
    await rest("POST", `/Calls/${body.sid}.json`, { Url: `${app.origin}/elsewhere` }),
  ).toMatchObject({ status: 400, body: { code: 21220 } });
  await control.advance(sid, 5);
  await rest("POST", `/Calls/${body.sid}.json`, { Url: `${app.origin}/elsewhere` });
  await control.runUntilIdle(sid);
  expect(app.at("/elsewhere")).toHaveLength(1);
  expect((await rest("GET", `/Calls/${body.sid}.json`)).body.status).toBe("completed");
});

test("lists page by relative addresses, newest first, and filter", async () => {
  await using line = await openLine();
  const { rest, control, sid } = line;
  for (let call = 0; call < 5; call++) {
    await clickToCall(line, { To: `+1206555019${call}` });
    await control.advance(sid, 2);
  }
  const first = (await rest("GET", "/Calls.json?PageSize=2")).body;
  const sids = (page: Record<string, unknown>) =>
    (page.calls as { to: string }[]).map((call) => call.to);
  expect(sids(first)).toEqual(["+12065550194", "+12065550193"]);
  expect(first.next_page_uri).toMatch(/^\/2010-04-01\/Accounts\/AC/);
  const follow = String(first.next_page_uri).split(sid)[1] ?? "";
  const second = (await rest("GET", follow)).body;
  expect(sids(second)).toEqual(["+12065550192", "+12065550191"]);
  const third = (await rest("GET", String(second.next_page_uri).split(sid)[1] ?? "")).body;
  expect(sids(third)).toEqual(["+12065550190"]);
  expect(third.next_page_uri).toBeNull();
  expect(sids((await rest("GET", "/Calls.json?To=%2B12065550192")).body)).toHaveLength(1);
  expect(sids((await rest("GET", "/Calls.json?Status=busy")).body)).toHaveLength(0);
  const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  expect(sids((await rest("GET", `/Calls.json?StartTime%3C=${tomorrow}`)).body)).toHaveLength(5);
  expect(sids((await rest("GET", `/Calls.json?StartTime%3E=${tomorrow}`)).body)).toHaveLength(0);
});

test("a number's webhooks can be changed; an app and a trunk exclude each other", async () => {
  await using line = await openLine();
  const { rest, app } = line;
  const listed = (
    await rest("GET", `/IncomingPhoneNumbers.json?PhoneNumber=${encodeURIComponent(ACME)}`)
  ).body;
  const [number] = listed.incoming_phone_numbers as { sid: string; voice_url: string }[];
  expect(number?.voice_url).toBe(`${app.origin}/answer`);
  const path = `/IncomingPhoneNumbers/${number?.sid}.json`;
  const trunk = `TK${"1".repeat(32)}`;
  const twimlApp = `AP${"2".repeat(32)}`;
  expect((await rest("POST", path, { TrunkSid: trunk })).body.trunk_sid).toBe(trunk);
  expect((await rest("POST", path, { VoiceApplicationSid: twimlApp })).body).toMatchObject({
    voice_application_sid: twimlApp,
    trunk_sid: null,
  });
  expect(
    (await rest("POST", path, { VoiceApplicationSid: "", VoiceUrl: "https://a.test/v" })).body,
  ).toMatchObject({
    voice_application_sid: null,
    voice_url: "https://a.test/v",
  });
  expect(await rest("POST", path, { VoiceUrl: "nonsense" })).toMatchObject({ status: 400 });
  expect((await rest("GET", path)).body.voice_url).toBe("https://a.test/v");
});

test("declaring an account again leaves a number's webhooks as they are", async () => {
  await using line = await openLine();
  const { rest, control, sid, authToken } = line;
  const again = await control.ensureAccount({
    sid,
    friendlyName: "Acme Solar",
    clock: "virtual",
    numbers: [{ phoneNumber: ACME, voiceUrl: "https://other.test/answer" }],
  });
  expect(again).toMatchObject({ sid, authToken });
  const listed = (await rest("GET", "/IncomingPhoneNumbers.json")).body;
  expect(JSON.stringify(listed)).not.toContain("other.test");
});

test("requests that the control API cannot understand get 400 or 404 as JSON", async () => {
  await using line = await openLine();
  const ask = async (path: string, body: string, type = "application/json") => {
    const response = await fetch(`${line.carrier.origin}/control/accounts${path}`, {
      method: "POST",
      headers: { "Content-Type": type },
      body,
    });
    return [response.status, typeof (await response.json()).error];
  };
  expect(await ask("", "{")).toEqual([400, "string"]);
  expect(await ask("", "{}")).toEqual([400, "string"]);
  expect(await ask("", "a=1", "text/plain")).toEqual([400, "string"]);
  expect(await ask(`/${line.sid}/nothing`, "{}")).toEqual([404, "string"]);
  expect(await ask("/ACnone/settle", "{}")).toEqual([404, "string"]);
  await expect(line.control.handset(line.sid, REP).answer()).rejects.toThrow("is idle");
});
