import { callMachine } from "@/lib/machine/connection";

const nothing = `<?xml version="1.0" encoding="UTF-8"?><Response/>`;

/**
 * What a webhook that answers with TwiML costs at least: its form read, one durable insert, a document. Beside the webhooks, where no
 * session is looked for (middleware.ts). Part of the build of `npm run bench` alone.
 */
export async function POST(request: Request): Promise<Response> {
  const form = Object.fromEntries(new URLSearchParams(await request.text()));
  await callMachine(
    (sql) =>
      sql`insert into bench.floor (form) values (${sql.json(form)}) returning true as result`,
  );
  return new Response(nothing, { headers: { "content-type": "text/xml" } });
}
