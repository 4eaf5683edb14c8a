import type { Handset } from "@/local/carrier/engine/handset";
import { HandsetError } from "@/local/carrier/engine/handset";
import { toG711Bytes } from "@/local/carrier/media/g711";
import { lineOf } from "@/local/carrier/streams/line";
import { openVoice, type Voice } from "@/local/voice/voice";
import { CALLER, type Language } from "@/local/voice/voices";

let voice: Voice | null = null;

/** Speaks a sentence into the leg, by the callers' voice; resolves as it begins to. */
export async function say(
  phone: Handset,
  { text, language }: { text: string; language: Language },
): Promise<{ seconds: number }> {
  const call = phone.callInProgress();
  voice ??= openVoice();
  const { samples } = await voice.say(text, CALLER[language]);
  if (call.isOver) throw new HandsetError("The call has ended");
  call.account.log({ kind: "said", callSid: call.sid, text });
  const seconds = samples.length / 8000;
  call.voice.speak(seconds);
  // Where nothing listens, it is said and gone.
  if (call.stream) lineOf(call).say(toG711Bytes(samples));
  return { seconds };
}

/** Starts the voice, so that the first sentence need not wait for it. */
export function warmPerson(): void {
  voice ??= openVoice();
  voice.warm();
}

/** Waits until what is heard after the last word said is over, or long enough; gives how much. */
export async function listen(
  phone: Handset,
  wanted: { silenceMs: number; voiceMs?: number | undefined; maxMs: number },
): Promise<{ heardMs: number }> {
  const call = phone.callInProgress();
  const until = AbortSignal.any([call.endSignal, AbortSignal.timeout(wanted.maxMs)]);
  return { heardMs: await lineOf(call).untilHeard(wanted, until) };
}

/** The voice ends with the carrier. */
export function closePerson(): void {
  voice?.close();
  voice = null;
}
