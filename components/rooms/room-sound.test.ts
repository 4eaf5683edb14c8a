import { expect, test } from "vitest";
import { mosOf, readSample, type Sound, warningsOf } from "@/components/rooms/room-sound";

const quiet: Sound = { said: 0, heard: 0, roundTrip: 0.04, jitter: 0.002, received: 50, lost: 0 };
const rows = (...all: object[]) => new Map(all.map((row, nth) => [nth, row]));

test("reads levels, the round trip and what was lost from a browser's statistics", () => {
  const own = rows(
    { type: "media-source", audioLevel: 0.3 },
    { type: "remote-inbound-rtp", roundTripTime: 0.08 },
    { type: "candidate-pair", nominated: true, currentRoundTripTime: 0.5 },
  );
  const inbound = { type: "inbound-rtp", audioLevel: 0.2, jitter: 0.01 };
  const theirs = [
    rows({ ...inbound, packetsReceived: 90, packetsLost: 10 }),
    rows({ ...inbound, audioLevel: 0.4, packetsReceived: 10, packetsLost: 0 }),
    undefined,
  ];
  expect(readSample(own, theirs)).toEqual({
    ...{ said: 0.3, heard: 0.4, roundTrip: 0.08, jitter: 0.01, received: 100, lost: 10 },
  });
});

test("where nothing was measured there is no score, and no warning", () => {
  const none = readSample(undefined, []);
  expect(warningsOf(none, none)).toEqual({
    sample: { mos: null, rtt: -1, jitter: 0, packetsLostFraction: 0 },
    warnings: [],
  });
});

test("a good second scores as Twilio's would and warns of nothing", () => {
  const { sample, warnings } = warningsOf({ ...quiet, received: 100 }, quiet);
  expect(sample).toMatchObject({ rtt: 40, jitter: 2, packetsLostFraction: 0 });
  expect(sample.mos).toBeGreaterThan(4.3);
  expect(warnings).toEqual([]);
});

test.each([
  [{ roundTrip: 0.45 }, ["high-rtt"]],
  [{ jitter: 0.04 }, ["high-jitter"]],
  [{ lost: 2 }, ["high-packet-loss"]],
  [{ lost: 20 }, ["high-packet-loss", "low-mos"]],
])("%o warns of %s", (bad, names) => {
  const { warnings } = warningsOf({ ...quiet, received: 98, ...bad }, quiet);
  expect(warnings).toEqual(names);
});

test("statistics that start over count nothing below zero", () => {
  expect(warningsOf(quiet, { ...quiet, received: 900, lost: 40 }).sample.mos).toBeNull();
});

test("the score stays between 1 and 4.5", () => {
  expect(mosOf(0, 0, 0)).toBeLessThan(4.5);
  expect(mosOf(2_000, 500, 100)).toBe(1);
});
