import { expect, test } from "vitest";
import { mp3Audio } from "@/local/carrier/audio/mp3";
import { wavAudio } from "@/local/carrier/audio/wav";
import { durationOf } from "@/local/carrier/media/duration";
import { answered, spoken, warnings } from "@/local/carrier/testing/answered";
import { openLine } from "@/local/carrier/testing/line";

async function bytesOf(audio: ReturnType<typeof mp3Audio>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of audio.from(0)) parts.push(part);
  return Buffer.concat(parts);
}

const facts = { sid: "RE1", seconds: 7, channels: 1 } as const;

test("the length of WAV, MP3 and G.711 is read from the file itself", async () => {
  expect(durationOf(await bytesOf(wavAudio(facts)), "audio/x-wav")).toBe(7);
  expect(durationOf(await bytesOf(wavAudio({ ...facts, channels: 2 })), "audio/wav")).toBe(7);
  expect(durationOf(await bytesOf(mp3Audio(facts)), "audio/mpeg")).toBeCloseTo(7, 0);
  expect(durationOf(Buffer.alloc(24_000), "audio/basic")).toBe(3);
  expect(durationOf(Buffer.from("RIFF"), "audio/wav")).toBeNull();
});

test("a file is fetched once, and plays as often and as long as it should", async () => {
  await using line = await openLine();
  const body = await bytesOf(wavAudio(facts));
  line.app.on("/music.wav", { status: 200, body, type: "audio/x-wav" });
  await answered(line, '<Response><Play loop="3">/music.wav</Play><Say>Done</Say></Response>');
  await line.control.advance(line.sid, 20);
  const url = `${line.app.origin}/music.wav`;
  expect(await spoken(line)).toEqual([url, url, url]);
  await line.control.advance(line.sid, 2);
  expect((await spoken(line)).at(-1)).toBe("Done");
  expect(line.app.at("/music.wav")).toHaveLength(1);
});

test("a file that its server names is heard by its name", async () => {
  await using line = await openLine();
  const body = await bytesOf(wavAudio(facts));
  const headers = { "content-disposition": "inline; filename*=UTF-8''Gr%C3%BCezi" };
  line.app.on("/music.wav", { status: 200, body, type: "audio/x-wav", headers });
  await answered(line, "<Response><Play>/music.wav</Play></Response>");
  expect(await spoken(line)).toEqual(["Grüezi"]);
});

test.each([
  ["is not there", { status: 404 }, 11200],
  ["is no sound", { status: 200, body: "{}", type: "application/json" }, 12300],
] as const)("a file that %s is passed over with a warning", async (_, reply, code) => {
  await using line = await openLine();
  line.app.on("/music.wav", reply);
  await answered(line, "<Response><Play>/music.wav</Play><Say>Done</Say></Response>");
  await line.control.runUntilIdle(line.sid);
  expect(await warnings(line)).toEqual([code]);
  expect(await spoken(line)).toEqual(["Done"]);
});
