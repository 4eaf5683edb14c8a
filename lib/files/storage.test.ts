import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { afterAll, expect, test, vi } from "vitest";
import { audioKey } from "@/lib/files/key";
import { startFiles } from "@/local/files/server";
import { makeScratchFolder } from "@/local/scratch-folder";

const folder = makeScratchFolder();
const standIn = await startFiles({ port: 0, folder: folder.path });
vi.stubEnv("FILES_S3_ENDPOINT", standIn.url);
vi.resetModules();
const { isStored, readFile, removeFile, storeFile } = await import("@/lib/files/storage");
const { missingAudio } = await import("@/lib/files/presence");
afterAll(async () => {
  await standIn.close();
  folder.remove();
  vi.unstubAllEnvs();
  vi.resetModules();
});

const example = parseEnv(readFileSync(".env.local.example", "utf8"));
const bytes = new TextEncoder().encode("RIFF and more");
const kind = { type: "audio/wav", name: "Grüezi & welcome" };
const signal = new AbortController().signal;
const get = (key: string, range?: string) => readFile(key, { method: "GET", range, signal });

test("a file is read as it was stored, with its type and name, and is gone once removed", async () => {
  const key = "one/audio/a b+c";
  await storeFile(key, bytes, kind);
  const answer = await get(key);
  expect(answer?.headers.get("content-type")).toBe("audio/wav");
  expect(decodeURIComponent(answer?.headers.get("x-amz-meta-name") ?? "")).toBe(kind.name);
  expect(await answer?.text()).toBe("RIFF and more");
  await removeFile(key);
  expect(await get(key)).toBeNull();
  await removeFile(key);
});

test.each([
  ["bytes=5-7", 206, "and"],
  ["bytes=9-", 206, "more"],
  ["bytes=-4", 206, "more"],
  ["bytes=99-", 416, expect.stringContaining("InvalidRange")],
])("the range %s is answered with %i", async (range, status, body) => {
  await storeFile("one/audio/range", bytes, kind);
  const answer = await get("one/audio/range", range);
  expect(answer?.status).toBe(status);
  expect(await answer?.text()).toEqual(body);
});

test("a bucket that refuses or does not answer is unavailable, never an empty file", async () => {
  const { storeFile: store } = await storageWith("FILES_S3_SECRET_ACCESS_KEY", "another secret");
  await expect(store("one/audio/b", bytes, kind)).rejects.toMatchObject({ kind: "unavailable" });
  const gone = await storageWith("FILES_S3_ENDPOINT", "http://127.0.0.1:9");
  await expect(gone.readFile("one/audio/b", { method: "GET", signal })).rejects.toMatchObject({
    kind: "unavailable",
  });
  expect(await gone.isStored("one/audio/b", 500)).toBe(false);
});

test("without storage, storing says what has to be set", async () => {
  const names = ["ENDPOINT", "BUCKET", "ACCESS_KEY_ID", "SECRET_ACCESS_KEY"];
  const unset = Object.fromEntries(names.map((name) => [`FILES_S3_${name}`, ""]));
  const { storeFile: store, hasStorage } = await storageWith(unset);
  expect(hasStorage()).toBe(false);
  await expect(store("one/audio/b", bytes, kind)).rejects.toThrow("FILES_S3_ENDPOINT");
});

/** The storage as a server with another environment has it. */
async function storageWith(changed: Record<string, string> | string, value = "") {
  const changes = typeof changed === "string" ? { [changed]: value } : changed;
  vi.resetModules();
  for (const [name, one] of Object.entries(changes)) vi.stubEnv(name, one);
  const storage = await import("@/lib/files/storage");
  storage.hasStorage();
  for (const name of Object.keys(changes)) vi.stubEnv(name, example[name]);
  return storage;
}

const ask = (target: string, init: RequestInit & { headers?: Record<string, string> } = {}) =>
  fetch(`${standIn.url}${target}`, init);

test("the bucket is private: without a signature nothing is read, written or removed", async () => {
  await storeFile("one/audio/private", bytes, kind);
  for (const method of ["GET", "HEAD", "PUT", "DELETE"]) {
    expect((await ask("/ringbook/one/audio/private", { method })).status).toBe(403);
  }
  expect(await isStored("one/audio/private", 5_000)).toBe(true);
});

test("a signature is good for its own object, bytes and minutes alone", async () => {
  const { AwsClient } = await import("aws4fetch");
  const client = new AwsClient({
    accessKeyId: "ringbook-example-files",
    ...{ secretAccessKey: "ringbook-example-files-secret", region: "us-east-1", service: "s3" },
  });
  const url = `${standIn.url}/ringbook/one/audio/signed`;
  const sha = createHash("sha256").update(bytes).digest("hex");
  const sign = (more: object = {}) =>
    client.sign(url, { method: "PUT", headers: { "x-amz-content-sha256": sha }, ...more });
  const { headers } = await sign();
  const put = (to: string, body: Uint8Array<ArrayBuffer>, own = headers) =>
    fetch(to, { method: "PUT", headers: own, body });
  expect((await put(url, bytes)).status).toBe(200);
  expect((await put(url.replace("signed", "other"), bytes)).status).toBe(403);
  expect((await put(url, new TextEncoder().encode("another"))).status).toBe(400);
  const old = await sign({ aws: { datetime: "20250101T000000Z" } });
  expect((await put(url, bytes, old.headers)).status).toBe(403);
  const elsewhere = await client.sign(`${standIn.url}/another/a`, { method: "GET" });
  expect((await fetch(elsewhere)).status).toBe(404);
});

test("a file that is missing, or whose storage does not answer, is named for its call", async () => {
  const [there, missing] = ["there", "missing"];
  await storeFile(audioKey("one", there), bytes, kind);
  expect(await missingAudio("one", [there, missing, there], 5_000)).toEqual(new Set([missing]));
  expect(await missingAudio("two", [there], 5_000)).toEqual(new Set([there]));
  await removeFile(audioKey("one", there));
  expect(await missingAudio("one", [there], 5_000)).toEqual(new Set());
});
