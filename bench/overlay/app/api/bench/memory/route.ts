/** What this copy of the app holds after a collection, in bytes. */
export async function GET(): Promise<Response> {
  if (!globalThis.gc) return new Response("started without --expose-gc", { status: 501 });
  globalThis.gc();
  // What waited for the first collection's finalizers goes with the second.
  await new Promise((resolve) => setImmediate(resolve));
  globalThis.gc();
  return Response.json(process.memoryUsage());
}
