import "server-only";
import { createHash } from "node:crypto";
import { AwsClient } from "aws4fetch";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";

/** Where files are, and as whom the server reads and writes them. */
type Place = { client: AwsClient; base: string };

let made: Place | undefined;

/** Null where the installation has no storage for files. */
function place(): Place | null {
  const {
    FILES_S3_ENDPOINT: endpoint,
    FILES_S3_REGION: region,
    FILES_S3_BUCKET: bucket,
    FILES_S3_ACCESS_KEY_ID: accessKeyId,
    FILES_S3_SECRET_ACCESS_KEY: secretAccessKey,
  } = env();
  if (!endpoint || !bucket || !accessKeyId || !secretAccessKey) return null;
  made ??= {
    client: new AwsClient({ accessKeyId, secretAccessKey, region, service: "s3", retries: 0 }),
    base: `${endpoint.replace(/\/+$/, "")}/${encodeURIComponent(bucket)}`,
  };
  return made;
}

/** Whether this installation can store files. */
export const hasStorage = () => place() !== null;

type Asked = {
  method: "GET" | "HEAD" | "PUT" | "DELETE";
  headers?: Record<string, string>;
  body?: Uint8Array<ArrayBuffer>;
  signal: AbortSignal;
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API, by path. Throws when nothing answers. */
async function ask(key: string, { signal, ...asked }: Asked): Promise<Response> {
  const at = place();
  if (!at) {
    const words = "Files can't be stored yet: whoever runs Ringbook has to set FILES_S3_ENDPOINT.";
    throw new AppError("unavailable", "no_file_storage", words);
  }
  const path = key.split("/").map(encodeURIComponent).join("/");
  const { url, headers } = await at.client.sign(`${at.base}/${path}`, asked);
  return fetch(url, { ...asked, headers, signal, cache: "no-store", redirect: "error" });
}

const failed = (cause: unknown) =>
  new AppError("unavailable", "files_unavailable", "Files can't be reached right now.", { cause });

/** Asks, and throws `unavailable` unless the answer has one of these statuses. */
async function expectAnswer(key: string, asked: Asked, statuses: number[]): Promise<Response> {
  const answer = await ask(key, asked).catch((error) => {
    throw error instanceof AppError ? error : failed(error);
  });
  if (statuses.includes(answer.status)) return answer;
  const words = (await answer.text()).slice(0, 200);
  throw failed(new Error(`${asked.method} of a file: ${answer.status} ${words}`));
}

/** Stores a private object. `name` is what people call it. Throws `unavailable`. */
export async function storeFile(
  key: string,
  body: Uint8Array<ArrayBuffer>,
  { type, name }: { type: string; name: string },
): Promise<void> {
  const headers = {
    "content-type": type,
    "x-amz-content-sha256": createHash("sha256").update(body).digest("hex"),
    "x-amz-meta-name": encodeURIComponent(name),
  };
  const signal = AbortSignal.timeout(20_000);
  const answer = await expectAnswer(key, { method: "PUT", headers, body, signal }, [200]);
  await answer.text();
}

/**
 * A stored object's answer: 200, 206 or 416 for a `range` ("bytes=0-99"). Null when there is no
 * such object. Throws `unavailable`.
 */
export async function readFile(
  key: string,
  { method, range, signal }: { method: "GET" | "HEAD"; range?: string; signal: AbortSignal },
): Promise<Response | null> {
  const headers: Record<string, string> = range ? { range } : {};
  const within = AbortSignal.any([signal, AbortSignal.timeout(20_000)]);
  const asked = { method, headers, signal: within };
  const answer = await expectAnswer(key, asked, [200, 206, 404, 416]);
  if (answer.status !== 404) return answer;
  await answer.text();
  return null;
}

/** Whether an object can be had, as far as can be found out in this time. */
export async function isStored(key: string, timeoutMs: number): Promise<boolean> {
  try {
    const answer = await ask(key, { method: "HEAD", signal: AbortSignal.timeout(timeoutMs) });
    return answer.ok;
  } catch {
    return false;
  }
}

/** Removes an object; one that is not there is removed already. Throws `unavailable`. */
export async function removeFile(key: string): Promise<void> {
  const asked = { method: "DELETE", signal: AbortSignal.timeout(10_000) } as const;
  const answer = await expectAnswer(key, asked, [200, 204, 404]);
  await answer.text();
}
