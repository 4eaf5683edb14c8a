import { makeListeners } from "@/components/ui/listeners";

/**
 * How this device makes an incoming call noticed, whether it shows notifications (`events`) and
 * whether it makes a sound for a new message (`chime`); kept in the browser, not in the account.
 */
export type IncomingSettings = {
  notify: boolean;
  sound: boolean;
  events: boolean;
  chime: boolean;
};

const key = "ringbook.incoming";
const usual: IncomingSettings = {
  ...{ notify: false, sound: false },
  ...{ events: false, chime: false },
};
let known: IncomingSettings | undefined;
const listeners = makeListeners();

export const usualSettings = () => usual;

export function incomingSettings(): IncomingSettings {
  known ??= read();
  return known;
}

function read(): IncomingSettings {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(key) ?? "{}");
    if (typeof kept !== "object" || kept === null) return usual;
    return {
      notify: "notify" in kept && kept.notify === true,
      sound: "sound" in kept && kept.sound === true,
      events: "events" in kept && kept.events === true,
      chime: "chime" in kept && kept.chime === true,
    };
  } catch {
    return usual;
  }
}

export function saveIncomingSettings(change: Partial<IncomingSettings>): void {
  known = { ...incomingSettings(), ...change };
  try {
    window.localStorage.setItem(key, JSON.stringify(known));
  } catch {
    // A browser may refuse its storage: then it holds until the page is closed.
  }
  listeners.notify();
}

export function subscribeIncoming(listener: () => void): () => void {
  const elsewhere = (event: StorageEvent) => {
    if (event.key !== key) return;
    known = undefined;
    listener();
  };
  const stop = listeners.subscribe(listener);
  window.addEventListener("storage", elsewhere);
  return () => {
    stop();
    window.removeEventListener("storage", elsewhere);
  };
}
