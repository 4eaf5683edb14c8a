import { callMachine } from "@/lib/db/machine/connection";

const nothing = `<?xml version="1.0" encoding="UTF-8"?><Response/>`;

/**
 * A bare route handler as Next describes it: the form read, one durable insert, and a document
 * where a caller waits. It lies beside the webhooks, where no session is looked for
 * (middleware.ts); they are API routes, which cost less.
 */
export async function POST(request: Request): Promise<Response> {
  const form = Object.fromEntries(new URLSearchParams(await request.text()));
  await callMachine(
    (sql) =>
      sql`insert into bench.floor (form) values (${sql.json(form)}) returning true as result`,
  );
  if (form.CallStatus !== "ringing") return new Response(null, { status: 204 });
  return new Response(nothing, { headers: { "content-type": "text/xml" } });
}
