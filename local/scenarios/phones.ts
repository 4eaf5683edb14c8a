import type { HandsetScript } from "@/local/carrier/control";
import type { Times } from "@/local/scenarios/scenario";

type Some = Partial<Times> | undefined;

/** A rep who picks up and presses a key, as soon as they are asked unless it is said when. */
export function presses(digits: string, times: Some, hangupAfterSeconds?: number): HandsetScript {
  const when =
    times?.press === undefined ? { whenGathering: true as const } : { afterSeconds: times.press };
  const press = [{ digits, ...when }];
  const afterSeconds = times?.answer ?? 3;
  return { behaviour: "answers", afterSeconds, press, hangupAfterSeconds };
}

/** A rep who picks up and presses nothing. */
export const picksUp = (times: Some, hangupAfterSeconds?: number): HandsetScript => ({
  behaviour: "answers",
  afterSeconds: times?.answer ?? 3,
  hangupAfterSeconds,
});

/** A customer who picks up. */
export const takesIt = (times: Some, hangupAfterSeconds?: number): HandsetScript => ({
  behaviour: "answers",
  afterSeconds: times?.ring ?? 4,
  hangupAfterSeconds,
});

export const voicemail = (times: Some): HandsetScript => ({
  behaviour: "voicemail",
  pickupAfterSeconds: times?.answer ?? 8,
  hangupAfterSeconds: 40,
});

export const declines = (afterSeconds = 4): HandsetScript => ({
  behaviour: "declines",
  afterSeconds,
});
