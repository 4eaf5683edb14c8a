const RATE = 8000;
/** Sound is played so much later than it comes, so that a late piece leaves no gap. */
const DELAY_SECONDS = 0.15;

/** Samples of mu-law bytes (ITU-T G.711). */
const SAMPLES = Float32Array.from({ length: 256 }, (_, byte) => {
  const bits = ~byte & 0xff;
  const size = ((((bits & 15) << 3) + 132) << ((bits >> 4) & 7)) - 132;
  return (bits & 0x80 ? -size : size) / 32_768;
});

/** Plays what is heard on a leg while it lasts; gives the way to stop. Needs a person's click. */
export function listenTo(accountSid: string, callSid: string): () => void {
  const stop = new AbortController();
  const context = new AudioContext();
  void play(context, `/control/accounts/${accountSid}/calls/${callSid}/ear`, stop.signal).catch(
    () => {},
  );
  return () => {
    stop.abort();
    void context.close();
  };
}

async function play(context: AudioContext, url: string, signal: AbortSignal): Promise<void> {
  await context.resume();
  const reader = (await fetch(url, { signal })).body?.getReader();
  let at = 0;
  for (;;) {
    const piece = await reader?.read();
    if (!piece?.value) return;
    const buffer = context.createBuffer(1, piece.value.length, RATE);
    buffer.copyToChannel(
      Float32Array.from(piece.value, (byte) => SAMPLES[byte] ?? 0),
      0,
    );
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(context.destination);
    at = Math.max(at, context.currentTime + (at === 0 ? DELAY_SECONDS : 0));
    source.start(at);
    at += buffer.duration;
  }
}
