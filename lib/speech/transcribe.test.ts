import { afterAll, beforeAll, expect, test } from "vitest";
import { silence } from "@/lib/speech/silence";
import { transcribe } from "@/lib/speech/transcribe";
import { startTranscription } from "@/local/transcription/server";

let standIn: Awaited<ReturnType<typeof startTranscription>>;
beforeAll(async () => {
  standIn = await startTranscription(0);
});
afterAll(() => standIn.close());

const wav = { bytes: silence(), type: "audio/wav" };
const ask = (
  changes: { apiKey?: string; model?: string; baseUrl?: string } = {},
  audio: Parameters<typeof transcribe>[1] = wav,
) =>
  transcribe(
    { baseUrl: standIn.url, model: "whisper-1", apiKey: "sk-local-tests", ...changes },
    audio,
    standIn.url,
  );

test("gives the text of a recording, the same for the same file", async () => {
  const first = await ask();
  expect(first).toMatchObject({ kind: "text", text: expect.stringMatching(/\w+/) });
  expect(await ask({}, { ...wav, language: "en" })).toEqual(first);
});

test("a wrong key, an unknown model and a file that is no audio are refused for good", async () => {
  expect(await ask({ apiKey: "sk-wrong" })).toEqual({
    kind: "refused",
    problem: "The provider doesn't accept the key.",
  });
  expect(await ask({ model: "whisper-9" })).toMatchObject({
    kind: "refused",
    problem: expect.stringContaining("doesn't offer the model whisper-9"),
  });
  const text = { bytes: new TextEncoder().encode("no audio at all"), type: "audio/mpeg" };
  expect(await ask({}, text)).toMatchObject({
    kind: "refused",
    problem: expect.stringContaining("Invalid file format"),
  });
  const large = { bytes: new Uint8Array(26 * 1024 * 1024), type: "audio/mpeg" };
  expect(await ask({}, large)).toMatchObject({ problem: expect.stringContaining("too large") });
});

test.each([
  [429, "later", /limit is reached/],
  [500, "later", /problem of its own \(500\)/],
  [503, "later", /problem of its own \(503\)/],
  [400, "refused", /could not be decoded/],
  [413, "refused", /too large/],
])("an answer of %i is %s, in words for people", async (status, kind, problem) => {
  const key = `sk-local-fails-${status}`;
  await fetch(`${standIn.url}/_control/failures`, {
    method: "POST",
    body: JSON.stringify({ key, statuses: [status] }),
  });
  expect(await ask({ apiKey: key })).toEqual({ kind, problem: expect.stringMatching(problem) });
  expect(await ask({ apiKey: key })).toMatchObject({ kind: "text" });
});

test("an endpoint that does not answer is asked later", async () => {
  expect(await ask({ baseUrl: "https://speech.invalid" })).toEqual({
    kind: "later",
    problem: "speech.invalid can't be reached.",
  });
});

test("a name that leads to this machine is not connected to, but for the stand-in", async () => {
  const baseUrl = standIn.url.replace("127.0.0.1", "localhost");
  expect(await ask({ baseUrl })).toMatchObject({ kind: "later" });
});
