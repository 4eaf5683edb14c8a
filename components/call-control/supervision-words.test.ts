import { expect, test } from "vitest";
import { supervisionWords } from "@/components/call-control/supervision-words";

const listening: Parameters<typeof supervisionWords>[0] = {
  ...{ who: "Max Manager", rep: "Rae Rep", mode: "listen", next: null },
  ...{ isMine: true, isRep: false, isRinging: false, isUnheard: false },
};

test("what was asked for is said at once, as not yet so", () => {
  expect(supervisionWords(listening)).toBe("You're listening to Rae Rep. Nobody hears you.");
  expect(supervisionWords({ ...listening, next: "whisper" })).toBe("Whispering to Rae Rep…");
  expect(supervisionWords({ ...listening, mode: "whisper", next: "whisper" })).toBe(
    "Only Rae Rep hears you.",
  );
  expect(supervisionWords({ ...listening, mode: "barge", next: "listen" })).toBe(
    "Listening to Rae Rep only…",
  );
});

test("whoever is listened to learns who hears them", () => {
  const theirs = { ...listening, isMine: false, isRep: true, mode: "whisper" } as const;
  expect(supervisionWords(theirs)).toBe("Max Manager is listening. Only you hear them.");
  expect(supervisionWords({ ...theirs, isRep: false })).toBe(
    "Max Manager is listening, and whispers to a colleague.",
  );
});

test("who joins while the customer is on hold reads that nobody hears them yet", () => {
  const joined = { ...listening, mode: "barge", isUnheard: true } as const;
  expect(supervisionWords(joined)).toBe("Everybody hears you once the announcement was played.");
  expect(supervisionWords({ ...joined, isMine: false })).toBe(
    "Max Manager is on the call. Everybody hears them once the announcement was played.",
  );
  expect(supervisionWords({ ...joined, mode: "whisper" })).toBe(
    "Only Rae Rep hears you, once the announcement was played.",
  );
  expect(supervisionWords({ ...joined, mode: "listen" })).toBe(
    "You're listening to Rae Rep. Nobody hears you.",
  );
});
