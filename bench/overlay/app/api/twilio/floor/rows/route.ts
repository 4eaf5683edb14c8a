import { callMachine } from "@/lib/db/machine/connection";

const nothing = `<?xml version="1.0" encoding="UTF-8"?><Response/>`;

/** The floor, with the rows and broadcasts that any record of a text or a ring writes. */
export async function POST(request: Request): Promise<Response> {
  const form = Object.fromEntries(new URLSearchParams(await request.text()));
  await callMachine((sql) =>
    form.MessageSid
      ? sql`select bench.keep_text(${sql.json(form)}) as result`
      : sql`select bench.keep_ring(${sql.json(form)}) as result`,
  );
  return new Response(nothing, { headers: { "content-type": "text/xml" } });
}
