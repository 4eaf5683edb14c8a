import { createServer } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seedDemo } from "@/local/demo/seed";
import { connect } from "@/local/postgres/database";
import { listen } from "@/local/processes/listen";
import { findFreePorts, requireFreePorts } from "@/local/processes/ports";
import { makeScratchFolder } from "@/local/scratch-folder";
import { startStack } from "@/local/stack";

const requests: string[] = [];
const standIn = createServer((request, response) => {
  requests.push(`${request.method} ${request.url}`);
  response.end("{}");
});
let url = "";
beforeAll(async () => {
  url = `http://127.0.0.1:${await listen(standIn, 0)}`;
});
afterAll(() => standIn.close());

test("a stack with another stand-in for Twilio starts no carrier, and its demo data says what is left out", async () => {
  const folder = makeScratchFolder();
  const ports = await findFreePorts();
  const lines: string[] = [];
  const stack = await startStack({
    ports,
    dataDir: folder.path,
    app: "none",
    schedule: false,
    isDisposable: true,
    twilioUrl: url,
    beforeApp: (facts) => seedDemo(facts, (line) => lines.push(line)),
    log: () => {},
  });
  expect(stack.env.TWILIO_API_BASE_URL).toBe(url);
  await requireFreePorts({ carrier: ports.carrier });
  expect(lines).toContain(
    `${url} stands in for Twilio: the demo's accounts, handsets and recordings are not made there.`,
  );
  const sql = connect(stack.adminDatabaseUrl);
  const [counts] = await sql`select (select count(*)::int from public.twilio_accounts) as accounts,
    (select count(*)::int from public.contacts) as contacts, (select count(*) > 200
      from public.calls) as past`;
  expect(counts).toEqual({ accounts: 3, contacts: 80, past: true });
  expect(requests).toEqual([]);
  await sql.end();
  await stack.stop();
  folder.remove();
});
