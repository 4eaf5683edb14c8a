const everyMs = 6_000;

/**
 * What is heard while the other side rings: 440 and 480 Hz, two seconds of six, until the returned
 * function is called. For calls whose ringing Twilio does not send itself.
 */
export function ringBack(): () => void {
  const context = new AudioContext();
  const once = () => {
    for (const frequency of [440, 480]) {
      const oscillator = context.createOscillator();
      const gain = context.createGain();
      oscillator.frequency.value = frequency;
      gain.gain.value = 0.04;
      oscillator.connect(gain).connect(context.destination);
      oscillator.start();
      oscillator.stop(context.currentTime + 2);
    }
  };
  once();
  const timer = setInterval(once, everyMs);
  return () => {
    clearInterval(timer);
    if (context.state !== "closed") void context.close();
  };
}
