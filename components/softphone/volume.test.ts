import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { audioChoice, chooseAudio } from "@/components/softphone/audio-choice";
import { keepVolume } from "@/components/softphone/volume";

const key = "ringbook.phone.audio";
let stored: Map<string, string>;
let page: EventTarget;

beforeEach(() => {
  stored = new Map();
  page = new EventTarget();
  const localStorage = {
    getItem: (name: string) => stored.get(name) ?? null,
    setItem: (name: string, text: string) => void stored.set(name, text),
  };
  vi.stubGlobal("window", Object.assign(page, { localStorage }));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test("the other side is as loud as was chosen, at once and in the next call", () => {
  const first = { volume: 1 };
  const call = keepVolume();
  call.add(first);
  expect(first.volume).toBe(1);
  chooseAudio({ volume: 40 });
  expect(first.volume).toBe(0.4);
  const second = { volume: 1 };
  call.add(second);
  expect(second.volume).toBe(0.4);
  chooseAudio({ volume: 0 });
  expect([first.volume, second.volume]).toEqual([0, 0]);
  call.stop();
  chooseAudio({ volume: 70 });
  expect([first.volume, second.volume]).toEqual([0, 0]);
});

test("what another tab chooses counts here", () => {
  const sound = { volume: 1 };
  const call = keepVolume();
  call.add(sound);
  stored.set(key, JSON.stringify({ volume: 25 }));
  page.dispatchEvent(new Event("storage"));
  expect(sound.volume).toBe(0.25);
  call.stop();
});

test("it is remembered beside the devices, which stay as they were", () => {
  chooseAudio({ microphone: "desk", speaker: "headset" });
  chooseAudio({ volume: 55 });
  const choice = { microphone: "desk", speaker: "headset", volume: 55 };
  expect(JSON.parse(stored.get(key) ?? "")).toEqual(choice);
  chooseAudio({ speaker: "" });
  expect(audioChoice()).toEqual({ ...choice, speaker: "" });
});

test.each([-1, 101, "50", null])("a volume of %j that is stored is none", (volume) => {
  stored.set(key, JSON.stringify({ speaker: "headset", volume }));
  expect(audioChoice()).toEqual({ speaker: "headset" });
});
