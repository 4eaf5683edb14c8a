import { expect, test } from "vitest";
import { chooseRecording } from "@/lib/recordings/choose";

const call = {
  stage: "ended",
  outcome: "connected",
  recording_requested: true,
  ended_at: "2026-11-20T12:00:00Z",
  recordings: [],
} as const;
const soon = new Date("2026-11-20T12:00:20Z");
const later = new Date("2026-11-20T12:30:00Z");

function recorded(status: "in-progress" | "completed" | "absent" | "deleted") {
  return { ...call, recordings: [{ id: "r1", status, duration_seconds: 42 }] };
}

test("a finished recording plays", () => {
  expect(chooseRecording(recorded("completed"), soon)).toEqual({
    kind: "player",
    id: "r1",
    seconds: 42,
  });
});

test("right after a recorded call its recording is being prepared", () => {
  expect(chooseRecording({ ...call, recordings: [] }, soon)).toEqual({ kind: "preparing" });
});

test("a recording that never came is none", () => {
  expect(chooseRecording({ ...call, recordings: [] }, later)).toEqual({ kind: "none" });
  expect(chooseRecording(recorded("absent"), soon)).toEqual({ kind: "none" });
});

test("a call that was not recorded has none", () => {
  const unrecorded = { ...call, recordings: [], recording_requested: false };
  expect(chooseRecording(unrecorded, soon)).toEqual({ kind: "none" });
});

test("a deleted recording says so", () => {
  expect(chooseRecording(recorded("deleted"), later)).toEqual({ kind: "deleted" });
});
