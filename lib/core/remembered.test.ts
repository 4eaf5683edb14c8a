import { expect, test } from "vitest";
import { Remembered } from "@/lib/core/remembered";

test("as much is remembered as there is room for, and what was longest unchanged goes first", () => {
  const remembered = new Remembered<number>(3);
  for (const key of ["a", "b", "c"]) remembered.set(key, 1, 0);
  remembered.set("a", 2, 5);
  remembered.set("d", 1, 6);
  expect(remembered.get("b")).toBeUndefined();
  expect(remembered.get("a")).toEqual({ thing: 2, at: 5 });
  for (let each = 0; each < 10_000; each += 1) remembered.set(`account ${each}`, each, each);
  const left = Array.from({ length: 10_000 }, (_, each) => remembered.get(`account ${each}`));
  expect(left.filter(Boolean)).toHaveLength(3);
});

test("what is forgotten is gone", () => {
  const remembered = new Remembered<number>(3);
  remembered.set("a", 1, 0);
  remembered.delete("a");
  expect(remembered.get("a")).toBeUndefined();
});
