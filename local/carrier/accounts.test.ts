import { expect, test } from "vitest";
import { ACME, CUSTOMER, clickToCall, openLine, REP } from "@/local/carrier/testing/line";

test("each account has its own time", async () => {
  await using line = await openLine();
  const { control, sid } = line;
  const numbers = [{ phoneNumber: "+13125550100" }];
  const other = await control.ensureAccount({ friendlyName: "Globex", clock: "virtual", numbers });
  await control.handset(other.sid, CUSTOMER).dial("+13125550100");
  await clickToCall(line);
  await control.advance(other.sid, 3600);
  expect((await control.calls(sid))[0]).toMatchObject({ status: "queued", startedAt: null });
  await control.advance(sid, 1);
  expect((await control.handset(sid, REP).state()).state).toBe("ringing");
  expect((await control.handset(other.sid, REP).state()).state).toBe("idle");
});

test("time that moves by itself cannot be moved", async () => {
  await using line = await openLine({ clock: "real" });
  await expect(line.control.advance(line.sid, 1)).rejects.toThrow("real clock");
});

test("a phone in a call is busy for the next one", async () => {
  await using line = await openLine();
  const { control, sid, app } = line;
  app.on("/connect", "<Response><Pause length='100'/></Response>");
  await control.scriptHandset(sid, REP, { behaviour: "answers", afterSeconds: 1 });
  await clickToCall(line);
  await control.advance(sid, 5);
  await clickToCall(line);
  await control.advance(sid, 5);
  expect((await control.calls(sid)).map((call) => call.status)).toEqual(["in-progress", "busy"]);
});

test("a number that is not the account's cannot be dialled, nor one without a webhook be answered", async () => {
  await using line = await openLine({ numbers: [{ phoneNumber: ACME }] });
  const { control, sid } = line;
  const customer = control.handset(sid, CUSTOMER);
  await expect(customer.dial("+14155550199")).rejects.toThrow("not a number of this account");
  await expect(control.handset(sid, "nonsense").state()).rejects.toThrow("E.164");
  await customer.dial(ACME);
  await control.runUntilIdle(sid);
  expect((await control.calls(sid))[0]?.status).toBe("failed");
});

test.each([{ trunkSid: `TK${"1".repeat(32)}` }, { voiceApplicationSid: `AP${"1".repeat(32)}` }])(
  "a number whose calls go elsewhere (%o) does not ask its own webhook",
  async (route) => {
    await using line = await openLine({ numbers: [] });
    const { control, sid, app } = line;
    const voiceUrl = `${app.origin}/answer`;
    await control.ensureAccount({
      sid,
      friendlyName: "Acme Solar",
      clock: "virtual",
      numbers: [{ phoneNumber: ACME, voiceUrl, ...route }],
      applications: [
        { sid: `AP${"1".repeat(32)}`, friendlyName: "Old app", voiceUrl: `${app.origin}/app` },
      ],
    });
    app.on("/app", "<Response><Say>From the app</Say></Response>");
    await control.handset(sid, CUSTOMER).dial(ACME);
    await control.runUntilIdle(sid);
    expect(app.at("/answer")).toEqual([]);
    expect(app.at("/app")).toHaveLength("trunkSid" in route ? 0 : 1);
  },
);

test("a reset ends what is going on without a word, and keeps the numbers", async () => {
  await using line = await openLine();
  const { control, sid, app, rest } = line;
  app.on("/answer", `<Response><Dial action="/dialed">${REP}</Dial></Response>`);
  await control.handset(sid, CUSTOMER).dial(ACME);
  await control.advance(sid, 5);
  const before = app.hits.length;
  await control.resetAccount(sid);
  await control.runUntilIdle(sid);
  expect(app.hits).toHaveLength(before);
  expect(await control.calls(sid)).toEqual([]);
  expect((await control.handset(sid, REP).state()).state).toBe("idle");
  const numbers = (await rest("GET", "/IncomingPhoneNumbers.json")).body.incoming_phone_numbers;
  expect(numbers).toMatchObject([{ phone_number: ACME, voice_url: `${app.origin}/answer` }]);
});

test("a subaccount has a SID and a token of its own; its owner may act for it, and it not for its owner", async () => {
  await using line = await openLine();
  const owner = await line.control.ensureAccount({
    sid: line.sid,
    friendlyName: "Acme Solar",
    clock: "virtual",
    numbers: [],
  });
  const ask = (method: string, path: string, who: { sid: string; token: string }) =>
    fetch(`${line.carrier.origin}/2010-04-01${path}`, {
      method,
      headers: { authorization: `Basic ${btoa(`${who.sid}:${who.token}`)}` },
      ...(method === "POST" && { body: new URLSearchParams({ FriendlyName: "West" }) }),
    });
  const parent = { sid: owner.sid, token: owner.authToken };
  const made = await ask("POST", "/Accounts.json", parent);
  expect(made.status).toBe(201);
  const sub = await made.json();
  expect(sub).toMatchObject({ friendly_name: "West", owner_account_sid: owner.sid });
  expect(sub.auth_token).not.toBe(owner.authToken);
  const own = { sid: String(sub.sid), token: String(sub.auth_token) };
  const about = (sid: string) => `/Accounts/${sid}/IncomingPhoneNumbers.json`;
  expect((await ask("GET", about(own.sid), own)).status).toBe(200);
  expect((await ask("GET", about(own.sid), parent)).status).toBe(200);
  expect((await ask("GET", about(parent.sid), own)).status).toBe(404);
  expect((await ask("GET", about(own.sid), { ...own, token: parent.token })).status).toBe(401);
  expect((await ask("POST", "/Accounts.json", own)).status).toBe(403);
});
