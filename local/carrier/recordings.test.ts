import { expect, test } from "vitest";
import type { HistoricCall } from "@/local/carrier/control";
import { ACME, CUSTOMER, type Line, openLine } from "@/local/carrier/testing/line";

const RECORDING = `RE${"a1".repeat(16)}`;
const SECONDS = 20;

function past(recording: HistoricCall["recording"]): HistoricCall {
  return {
    sid: `CA${"b2".repeat(16)}`,
    from: CUSTOMER,
    to: ACME,
    direction: "inbound",
    status: "completed",
    startTime: "2026-01-05T10:00:00Z",
    endTime: "2026-01-05T10:01:00Z",
    durationSeconds: 50,
    price: "0.0085",
    ...(recording && { recording }),
  };
}

async function withRecording(channels: 1 | 2 = 2, seconds = SECONDS): Promise<Line> {
  const line = await openLine();
  await line.control.importHistory(line.sid, [
    past({ sid: RECORDING, durationSeconds: seconds, channels }),
  ]);
  return line;
}

async function media(line: Line, suffix: string, headers = {}, method = "GET") {
  const { response } = await line.rest(
    method,
    `/Recordings/${RECORDING}${suffix}`,
    undefined,
    headers,
  );
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
}

/** How often the signal crosses zero, and how loud it is: two voices differ in both. */
function channel(wav: Buffer, which: 0 | 1) {
  let crossings = 0;
  let energy = 0;
  let before = 0;
  for (let at = 44 + which * 2; at + 1 < wav.length; at += 4) {
    const value = wav.readInt16LE(at);
    if (before < 0 !== value < 0) crossings++;
    energy += value * value;
    before = value;
  }
  return { crossings, energy };
}

test("the past is listed with its price and its recording", async () => {
  await using line = await withRecording();
  const { calls } = (await line.rest("GET", "/Calls.json")).body;
  expect(calls).toMatchObject([{ status: "completed", duration: "50", price: "-0.00850" }]);
  const one = (await line.rest("GET", `/Recordings/${RECORDING}.json`)).body;
  expect(one).toMatchObject({
    status: "completed",
    duration: "20",
    channels: 2,
    price: "-0.00250",
  });
});

test("a recording is WAV of its length, with a voice in each channel, the same every time", async () => {
  await using line = await withRecording();
  const { response, bytes } = await media(line, "");
  expect(response.headers.get("content-type")).toBe("audio/x-wav");
  expect(bytes.length).toBe(44 + SECONDS * 8000 * 4);
  expect(bytes.readUInt16LE(22)).toBe(2);
  const [parent, child] = [channel(bytes, 0), channel(bytes, 1)];
  expect(parent.energy).toBeGreaterThan(1e9);
  expect(child.energy).toBeGreaterThan(1e9);
  expect(parent.crossings / child.crossings).not.toBeCloseTo(1, 1);
  expect((await media(line, ".wav")).bytes.equals(bytes)).toBe(true);
});

test("RequestedChannels=1 gives one channel, and 2 of a mono recording is refused", async () => {
  await using dual = await withRecording();
  const mono = await media(dual, ".wav?RequestedChannels=1");
  expect(mono.bytes.readUInt16LE(22)).toBe(1);
  expect(mono.bytes.length).toBe(44 + SECONDS * 8000 * 2);
  await using single = await withRecording(1);
  expect((await media(single, ".wav?RequestedChannels=2")).response.status).toBe(400);
});

test.each([".wav", ".mp3"])(
  "any range of the %s is the same bytes as of the whole",
  async (type) => {
    await using line = await withRecording(2, 130);
    const whole = (await media(line, type)).bytes;
    for (const [range, start, end] of [
      ["bytes=0-0", 0, 0],
      ["bytes=10-1009", 10, 1009],
      [`bytes=${whole.length - 500}-`, whole.length - 500, whole.length - 1],
      ["bytes=-7", whole.length - 7, whole.length - 1],
      ["bytes=500001-500900", 500_001, 500_900],
    ] as const) {
      const { response, bytes } = await media(line, type, { Range: range });
      expect(response.status).toBe(206);
      expect(response.headers.get("content-range")).toBe(`bytes ${start}-${end}/${whole.length}`);
      expect(bytes.equals(whole.subarray(start, end + 1))).toBe(true);
    }
    const beyond = await media(line, type, { Range: `bytes=${whole.length}-` });
    expect(beyond.response.status).toBe(416);
    expect(beyond.response.headers.get("content-range")).toBe(`bytes */${whole.length}`);
  },
);

test("HEAD tells the size without the sound", async () => {
  await using line = await withRecording();
  const { response, bytes } = await media(line, ".mp3", {}, "HEAD");
  expect(response.status).toBe(200);
  expect(Number(response.headers.get("content-length"))).toBeGreaterThan(SECONDS * 7900);
  expect(bytes.length).toBe(0);
});

test("the MP3 is a row of whole frames as long as the call", async () => {
  await using line = await withRecording(2, 130);
  const { bytes } = await media(line, ".mp3");
  const frameBytes = 576;
  expect(bytes.length % frameBytes).toBe(0);
  for (let at = 0; at < bytes.length; at += frameBytes) {
    expect(bytes.readUInt16BE(at) & 0xffe0).toBe(0xffe0);
  }
  expect((bytes.length / frameBytes) * (576 / 8000)).toBeCloseTo(130, 0);
});

test("media needs the account's credentials", async () => {
  await using line = await withRecording();
  const url = `${line.carrier.origin}/2010-04-01/Accounts/${line.sid}/Recordings/${RECORDING}.mp3`;
  expect((await fetch(url)).status).toBe(401);
});

test("a deleted recording is gone, its metadata only on request", async () => {
  await using line = await withRecording();
  const { rest } = line;
  expect((await rest("DELETE", `/Recordings/${RECORDING}.json`)).status).toBe(204);
  expect((await rest("GET", `/Recordings/${RECORDING}.json`)).status).toBe(404);
  expect((await media(line, ".mp3")).response.status).toBe(404);
  expect((await rest("GET", "/Recordings.json")).body.recordings).toEqual([]);
  const kept = await rest("GET", "/Recordings.json?IncludeSoftDeleted=true");
  expect(kept.body.recordings).toMatchObject([{ status: "deleted" }]);
});

test("recordings are listed below their call", async () => {
  await using line = await withRecording();
  const { rest } = line;
  const path = `/Calls/${past(undefined).sid}/Recordings`;
  const listed = (await rest("GET", `${path}.json`)).body;
  expect(listed.recordings).toMatchObject([{ sid: RECORDING, track: "both", price: -0.0025 }]);
  expect((await rest("GET", `${path}/${RECORDING}.json`)).status).toBe(200);
  expect(
    (await rest("GET", "/Recordings.json?DateCreated=2026-01-05")).body.recordings,
  ).toHaveLength(1);
  expect((await rest("GET", "/Recordings.json?DateCreated%3E=2026-01-06")).body.recordings).toEqual(
    [],
  );
});
