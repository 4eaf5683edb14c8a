import type { NextApiRequest, NextApiResponse } from "next";
import { env } from "@/lib/core/env";
import { errorResponse } from "@/lib/core/errors";
import { streamSigned } from "@/lib/files/serve";

export const config = { api: { bodyParser: false, responseLimit: false } };

/**
 * An audio file that a call plays: Twilio fetches it by the URL that we signed. No route handler:
 * there, Next sets the length and how long an answer may be kept.
 */
export default async function media(request: NextApiRequest, response: NextApiResponse) {
  const { method = "GET", url = "/", query, headers } = request;
  if (method !== "GET" && method !== "HEAD") return void response.status(405).end();
  const left = new AbortController();
  response.on("close", () => left.abort());
  const { range = "", "if-none-match": known = "" } = headers;
  const asked = new Request(new URL(url, env().NEXT_PUBLIC_APP_URL), {
    method,
    headers: { ...(range && { range }), ...(known && { "if-none-match": known }) },
    signal: left.signal,
  });
  const answer = await streamSigned(asked, String(query.id), new Date()).catch(errorResponse);
  const body = Buffer.from(await answer.arrayBuffer());
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  response.status(answer.status).end(body);
}
