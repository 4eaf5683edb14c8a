import { expect, test } from "vitest";
import { Places } from "@/lib/agent/places";

test("callers have every place, and the process says when the last is free", () => {
  const places = new Places(2);
  let idle = 0;
  places.idle = () => {
    idle += 1;
  };
  expect([places.take(), places.take(), places.take()]).toEqual([true, true, false]);
  places.free();
  expect([places.active, idle]).toEqual([1, 0]);
  places.free();
  expect([places.active, idle]).toEqual([0, 1]);
});

test("a company tries one draft at a time", () => {
  const places = new Places(8);
  expect(places.takeForTrial("one")).toBe(true);
  expect(places.takeForTrial("one")).toBe(false);
  expect(places.takeForTrial("two")).toBe(true);
  places.freeTrial("one");
  places.freeTrial("one");
  expect(places.active).toBe(1);
  expect(places.takeForTrial("one")).toBe(true);
});

test("trials leave a quarter of the places to callers", () => {
  const places = new Places(8);
  for (let count = 0; count < 5; count += 1) places.take();
  expect(places.takeForTrial("one")).toBe(true);
  expect(places.takeForTrial("two")).toBe(false);
  expect([places.take(), places.take(), places.take()]).toEqual([true, true, false]);
});

test("no trial begins while the process is being stopped", () => {
  const places = new Places(8);
  places.isDraining = true;
  expect(places.takeForTrial("one")).toBe(false);
});
