import { expect, test } from "vitest";
import type { AccountView } from "@/local/carrier/control/accounts";
import type { PageUpdate } from "@/local/carrier/control/events";
import {
  ACME,
  CUSTOMER,
  clickToCall,
  type Line,
  openLine,
  REP,
} from "@/local/carrier/testing/line";

/** The page's updates as they come, until the reader stops. */
async function* updates(line: Line): AsyncGenerator<PageUpdate> {
  const response = await fetch(`${line.carrier.origin}/control/accounts/${line.sid}/events`);
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += new TextDecoder().decode(chunk);
    const parts = text.split("\n\n");
    text = parts.pop() ?? "";
    for (const part of parts) if (part.startsWith("data: ")) yield JSON.parse(part.slice(6));
  }
}

test("the page and all that it loads come from the carrier itself", async () => {
  await using line = await openLine();
  const get = async (path: string) => {
    const response = await fetch(line.carrier.origin + path);
    return { status: response.status, text: await response.text() };
  };
  const page = (await get("/")).text;
  const paths = [...page.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => match[1] ?? "");
  expect(paths.length).toBeGreaterThan(1);
  for (const path of paths) {
    const file = await get(path);
    expect(file.status).toBe(200);
    for (const [, imported = ""] of file.text.matchAll(/from "(\/[^"]+)"/g)) {
      expect((await get(imported)).status).toBe(200);
    }
  }
  expect(page).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
  expect((await get("/page/../carrier.ts")).status).not.toBe(200);
});

test("a watching page sees a phone ring without asking", async () => {
  await using line = await openLine({ handsets: [{ phoneNumber: REP, label: "Riley Chen" }] });
  line.app.on("/answer", `<Response><Say>Hello</Say><Dial>${REP}</Dial></Response>`);
  let isDialled = false;
  for await (const update of updates(line)) {
    const rep = update.handsets.find((handset) => handset.phoneNumber === REP);
    if (!isDialled) {
      expect(rep).toMatchObject({ label: "Riley Chen", state: "idle" });
      expect(update.names[ACME]).toEqual({ national: "(206) 555-0100", label: "Acme Solar" });
      isDialled = true;
      await line.control.handset(line.sid, CUSTOMER).dial(ACME);
      await line.control.advance(line.sid, 5);
    }
    if (rep?.state === "ringing") {
      expect(rep.peer).toBe(CUSTOMER);
      return;
    }
  }
  expect.unreachable("the stream ended before the phone rang");
});

test("a phone shows a prompt until its key was pressed, not through the talk", async () => {
  await using line = await openLine();
  const { control, sid, app } = line;
  app.on("/connect", (hit) =>
    hit.params.Digits
      ? `<Response><Dial>${CUSTOMER}</Dial></Response>`
      : '<Response><Gather numDigits="1"><Say>Press 1 to connect</Say></Gather></Response>',
  );
  await control.scriptHandset(sid, REP, { behaviour: "answers", afterSeconds: 1 });
  await control.scriptHandset(sid, CUSTOMER, { behaviour: "answers", afterSeconds: 1 });
  await clickToCall(line);
  await control.advance(sid, 4);
  const display = async () => {
    for await (const { handsets } of updates(line)) {
      return handsets.find((handset) => handset.phoneNumber === REP);
    }
  };
  expect(await display()).toMatchObject({ state: "in-call", hears: "Press 1 to connect" });
  await control.handset(sid, REP).press("1");
  expect(await display()).toMatchObject({ state: "in-call", hears: null });
  await control.advance(sid, 5);
  expect((await control.handset(sid, CUSTOMER).state()).state).toBe("in-call");
  expect(await display()).toMatchObject({ state: "in-call", hears: null });
});

test("a caller no longer hears the greeting once another phone is dialled", async () => {
  await using line = await openLine();
  line.app.on("/answer", `<Response><Say>Welcome to Acme</Say><Dial>${REP}</Dial></Response>`);
  await line.control.handset(line.sid, CUSTOMER).dial(ACME);
  let wasGreeted = false;
  for await (const { handsets } of updates(line)) {
    const caller = handsets.find((handset) => handset.phoneNumber === CUSTOMER);
    if (wasGreeted && caller?.hears === null) return;
    if (caller?.hears === "Welcome to Acme" && !wasGreeted) {
      wasGreeted = true;
      await line.control.advance(line.sid, 5);
    }
  }
  expect.unreachable("the stream ended before the other phone was dialled");
});

test("a new account has a number that is nobody's, and what the page shows signs in with it", async () => {
  await using line = await openLine({ handsets: [{ phoneNumber: REP, label: "Riley Chen" }] });
  const url = `${line.carrier.origin}/control/accounts`;
  const make = (friendlyName: string) =>
    fetch(`${url}/new`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ friendlyName }),
    });
  const taken = [ACME, REP];
  for (let made = 0; made < 98; made++) {
    const [number] = (await (await make(`Account ${made}`)).json()).numbers;
    expect(number.phoneNumber).toMatch(/^\+120655501\d\d$/);
    taken.push(number.phoneNumber);
  }
  expect(new Set(taken).size).toBe(100);
  expect((await (await make("One more")).json()).numbers[0].phoneNumber).toMatch(/^\+1303555/);
  expect((await make(" ")).status).toBe(400);
  const accounts: AccountView[] = await (await fetch(url)).json();
  const shown = accounts.find(({ friendlyName }) => friendlyName === "Account 7");
  expect(shown).toMatchObject({ clock: "real", numbers: [taken[9]] });
  const key = Buffer.from(`${shown?.sid}:${shown?.authToken}`).toString("base64");
  const response = await fetch(`${line.carrier.origin}/2010-04-01/Accounts/${shown?.sid}.json`, {
    headers: { Authorization: `Basic ${key}` },
  });
  expect(response.status).toBe(200);
});

test("a watching page sees a text with its picture, which it can load", async () => {
  await using line = await openLine({ handsets: [{ phoneNumber: CUSTOMER, label: "Nina" }] });
  const { control, sid, carrier } = line;
  const media = [{ contentType: "image/png", base64: Buffer.from("pixels").toString("base64") }];
  await control.handset(sid, CUSTOMER).text({ to: ACME, body: "Look", media });
  for await (const { messages } of updates(line)) {
    expect(messages).toMatchObject([{ from: CUSTOMER, body: "Look", status: "received" }]);
    const [picture] = messages[0]?.media ?? [];
    const file = await fetch(`${carrier.origin}/control/accounts/${sid}/${picture?.sid}`);
    expect(await file.text()).toBe("pixels");
    return;
  }
});
