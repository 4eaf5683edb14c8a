import { lookup } from "node:dns";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import type { LookupFunction } from "node:net";
import { isPrivateAddress } from "@/lib/core/public-address";

const maxAnswerBytes = 2_000_000;

export type Answer = { status: number; text: string };

/** Resolves a name for a connection: one that leads to a private address is not connected to. */
export const lookupPublic: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (error, found) => {
    if (error) return done(error, "");
    const addresses = [found].flat();
    if (addresses.some(({ address }) => isPrivateAddress(address))) {
      return done(new Error(`${host} leads to a private address`), "");
    }
    const [first] = addresses;
    if (options.all) return done(null, addresses);
    return first ? done(null, first.address, first.family) : done(new Error("no address"), "");
  });
};

/**
 * Posts a body and gives the answer; redirects are not followed. `isOwn`: the stand-in, which is on
 * this machine. Throws when nothing answers in time.
 */
export async function post(
  url: URL,
  body: { bytes: Uint8Array; headers: Record<string, string> },
  { isOwn, timeoutMs }: { isOwn: boolean; timeoutMs: number },
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const send = url.protocol === "https:" ? httpsRequest : httpRequest;
  const request = send(url, {
    method: "POST",
    headers: { ...body.headers, "content-length": body.bytes.byteLength },
    signal: AbortSignal.timeout(timeoutMs),
    ...(!isOwn && { lookup: lookupPublic }),
  });
  request.on("error", reject);
  request.on("response", (response) => {
    const chunks: Buffer[] = [];
    let size = 0;
    response.on("data", (chunk: Buffer) => {
      size += chunk.byteLength;
      if (size > maxAnswerBytes) request.destroy(new Error("The answer is too long"));
      else chunks.push(chunk);
    });
    response.on("error", reject);
    response.on("end", () =>
      resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8") }),
    );
  });
  request.end(body.bytes);
  return promise;
}
