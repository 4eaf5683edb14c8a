import { expect, test } from "vitest";
import { Heard } from "@/components/live/heard";

test("what was heard is not missed, and what was not is missed once", () => {
  const heard = new Heard();
  heard.add("c1:1");
  expect(heard.missed(["c1:1"])).toBe(false);
  expect(heard.missed(["c1:1", "c1:2"])).toBe(true);
  expect(heard.missed(["c1:1", "c1:2"])).toBe(false);
});

test("nothing told is nothing missed", () => {
  expect(new Heard().missed([])).toBe(false);
});

test("what was heard long ago is forgotten, and what is told still is not", () => {
  const heard = new Heard();
  heard.add("kept:1");
  for (let version = 1; version <= 499; version += 1) heard.add(`c:${version}`);
  expect(heard.missed(["kept:1"])).toBe(false);
  for (let version = 1; version <= 499; version += 1) heard.add(`d:${version}`);
  expect(heard.missed(["kept:1"])).toBe(false);
  expect(heard.missed(["c:1"])).toBe(true);
});
