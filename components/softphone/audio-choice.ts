import { makeListeners } from "@/components/ui/listeners";

/**
 * Ids of the microphone and speaker that this browser uses, none for the default ones; and how loud
 * the other side is, 0 to 100 percent, full unless chosen.
 */
export type AudioChoice = { microphone?: string; speaker?: string; volume?: number };

const key = "ringbook.phone.audio";
const usual: AudioChoice = {};
let read = { text: "", choice: usual };
const listeners = makeListeners();

export const usualAudio = () => usual;

/** Read anew each time: another tab may have changed it. */
export function audioChoice(): AudioChoice {
  const text = stored();
  if (text !== read.text) read = { text, choice: parse(text) };
  return read.choice;
}

function stored(): string {
  try {
    return window.localStorage.getItem(key) ?? "";
  } catch {
    return read.text;
  }
}

function parse(text: string): AudioChoice {
  try {
    const kept: unknown = JSON.parse(text);
    if (typeof kept !== "object" || kept === null) return usual;
    const microphone = "microphone" in kept ? kept.microphone : undefined;
    const speaker = "speaker" in kept ? kept.speaker : undefined;
    const volume = "volume" in kept ? kept.volume : undefined;
    return {
      ...(typeof microphone === "string" && { microphone }),
      ...(typeof speaker === "string" && { speaker }),
      ...(typeof volume === "number" && volume >= 0 && volume <= 100 && { volume }),
    };
  } catch {
    return usual;
  }
}

/** Kept in the browser, not in the account: other computers have other devices. */
export function chooseAudio(change: AudioChoice): void {
  const choice = { ...audioChoice(), ...change };
  const text = JSON.stringify(choice);
  read = { text, choice };
  try {
    window.localStorage.setItem(key, text);
  } catch {
    // A browser may refuse its storage: then it counts until the page is closed.
  }
  listeners.notify();
}

export function subscribeAudio(listener: () => void): () => void {
  const stop = listeners.subscribe(listener);
  window.addEventListener("storage", listener);
  return () => {
    stop();
    window.removeEventListener("storage", listener);
  };
}
