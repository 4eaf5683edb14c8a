import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { openObjects, type StoredObject } from "@/local/files/objects";
import { refusalOf } from "@/local/files/signature";
import { listen } from "@/local/processes/listen";
import { example } from "@/local/settings";

const maxBytes = 50_000_000;
const unsigned = "UNSIGNED-PAYLOAD";

type Answer = { status: number; headers?: Record<string, string>; body?: Buffer | string };

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const statuses = {
  ...{ AccessDenied: 403, InvalidAccessKeyId: 403, SignatureDoesNotMatch: 403 },
  ...{ RequestTimeTooSkewed: 403, NoSuchBucket: 404, NoSuchKey: 404, InvalidRange: 416 },
  ...{ EntityTooLarge: 400, XAmzContentSHA256Mismatch: 400, MethodNotAllowed: 405 },
};

const failed = (code: keyof typeof statuses): Answer => ({
  status: statuses[code],
  headers: { "content-type": "application/xml" },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`,
});

/**
 * Stands in for a private bucket: PUT, GET with a range, HEAD and DELETE of an object by path, each
 * signed (version 4). Objects are kept in `folder`.
 */
export async function startFiles({
  port,
  folder,
}: {
  port: number;
  folder: string;
}): Promise<{ url: string; close(): Promise<void> }> {
  const objects = openObjects(folder);
  const server = createServer((request, response) => {
    answer(request, objects)
      .catch((error): Answer => {
        console.error("files:", error);
        return { status: 500 };
      })
      .then((reply) => send(request, response, reply));
  });
  const got = await listen(server, port);
  return {
    url: `http://127.0.0.1:${got}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(
  request: IncomingMessage,
  objects: ReturnType<typeof openObjects>,
): Promise<Answer> {
  const { method = "", url: target = "/", headers } = request;
  const body = await bodyOf(request);
  const keys = {
    accessKeyId: example.FILES_S3_ACCESS_KEY_ID,
    secretAccessKey: example.FILES_S3_SECRET_ACCESS_KEY,
    region: example.FILES_S3_REGION,
  };
  const refusal = refusalOf({ method, target, headers }, keys, new Date());
  if (refusal) return failed(refusal);
  if (body === null) return failed("EntityTooLarge");
  const hash = String(headers["x-amz-content-sha256"] ?? "");
  const own = createHash("sha256").update(body).digest("hex");
  if (hash !== unsigned && hash !== own) return failed("XAmzContentSHA256Mismatch");
  const [bucket, ...parts] = (target.split("?")[0] ?? "").slice(1).split("/");
  if (bucket !== example.FILES_S3_BUCKET) return failed("NoSuchBucket");
  const key = parts.map(decodeURIComponent).join("/");
  switch (method) {
    case "PUT": {
      const type = headers["content-type"] ?? "application/octet-stream";
      const etag = await objects.write(key, body, { type, meta: metaOf(headers) });
      return { status: 200, headers: { etag: `"${etag}"` } };
    }
    case "GET":
    case "HEAD": {
      const found = await objects.read(key);
      return found ? given(found, headers.range) : failed("NoSuchKey");
    }
    case "DELETE":
      await objects.remove(key);
      return { status: 204 };
    default:
      return failed("MethodNotAllowed");
  }
}

function given(found: StoredObject, range: string | undefined): Answer {
  const { bytes, type, etag, modified, meta } = found;
  const headers = {
    ...{ "content-type": type, etag: `"${etag}"`, "last-modified": modified },
    ...{ "accept-ranges": "bytes" },
    ...Object.fromEntries(
      Object.entries(meta).map(([name, value]) => [`x-amz-meta-${name}`, value]),
    ),
  };
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(range ?? "") ?? [];
  if (first === "" && last === "") return { status: 200, headers, body: bytes };
  const start = first === "" ? Math.max(0, bytes.length - Number(last)) : Number(first);
  const end = first === "" || last === "" ? bytes.length : Number(last) + 1;
  if (start >= bytes.length || end <= start) return failed("InvalidRange");
  const part = bytes.subarray(start, end);
  const place = `bytes ${start}-${start + part.length - 1}/${bytes.length}`;
  return { status: 206, headers: { ...headers, "content-range": place }, body: part };
}

function metaOf(headers: IncomingMessage["headers"]): Record<string, string> {
  const prefix = "x-amz-meta-";
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), String(value)]),
  );
}

/** The whole body; null when it is larger than any file may be. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= maxBytes) chunks.push(chunk);
  }
  return size > maxBytes ? null : Buffer.concat(chunks);
}

function send(request: IncomingMessage, response: ServerResponse, reply: Answer): void {
  const body = Buffer.from(reply.body ?? "");
  response.writeHead(reply.status, { ...reply.headers, "content-length": body.length });
  response.end(request.method === "HEAD" ? undefined : body);
}
