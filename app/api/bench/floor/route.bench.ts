import { callMachine } from "@/lib/machine/connection";

/** What a webhook costs at least: its form read, one durable insert. Part of the build of `npm run bench` alone. */
export async function POST(request: Request): Promise<Response> {
  const form = Object.fromEntries(new URLSearchParams(await request.text()));
  await callMachine(
    (sql) =>
      sql`insert into bench.floor (form) values (${sql.json(form)}) returning true as result`,
  );
  return new Response(null, { status: 204 });
}
