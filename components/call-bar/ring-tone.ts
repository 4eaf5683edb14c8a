const everyMs = 3_000;

/**
 * Rings until the returned function is called: two short tones, every three seconds. Browsers play
 * nothing before the person has clicked or typed on the page once.
 * https://developer.mozilla.org/docs/Web/Media/Guides/Autoplay
 */
function ring(): () => void {
  const context = new AudioContext();
  const once = () => {
    for (const [after, frequency] of [
      [0, 660],
      [0.25, 880],
    ] as const) {
      tone(context, context.currentTime + after, frequency);
    }
  };
  once();
  const timer = setInterval(once, everyMs);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}

/** Several tabs of one browser ring once. Pages served over plain HTTP have no locks. */
export function ringInOneTab(): () => void {
  let stop: (() => void) | undefined;
  let stopped = false;
  const start = () => {
    if (!stopped) stop = ring();
  };
  const released = Promise.withResolvers<void>();
  if ("locks" in navigator) {
    void navigator.locks.request("ringbook.ring", { ifAvailable: true }, async (lock) => {
      if (!lock) return;
      start();
      await released.promise;
    });
  } else start();
  return () => {
    stopped = true;
    stop?.();
    released.resolve();
  };
}

/** The same once, to hear what it is like. */
export function ringOnce(): void {
  const stop = ring();
  setTimeout(stop, 1_000);
}

/** A new message: one soft tone. */
export function chimeOnce(): void {
  const context = new AudioContext();
  tone(context, context.currentTime, 1_047);
  setTimeout(() => void context.close(), 1_000);
}

function tone(context: AudioContext, at: number, frequency: number): void {
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.frequency.value = frequency;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(0.12, at + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.001, at + 0.22);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + 0.24);
}
