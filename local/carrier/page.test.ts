import { expect, test } from "vitest";
import type { PageUpdate } from "@/local/carrier/control/events";
import { ACME, CUSTOMER, type Line, openLine, REP } from "@/local/carrier/testing/line";

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
