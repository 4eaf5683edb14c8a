export type VoiceKind = "sample" | "microphone" | "nothing";

/** What is said at a phone: the microphone, a sample that goes on, or nothing. */
export function openVoice(context: AudioContext) {
  const out = context.createMediaStreamDestination();
  const analyser = context.createAnalyser();
  analyser.connect(out);
  let stop: (() => void) | undefined;
  let chosen: VoiceKind | undefined;

  async function source(kind: VoiceKind): Promise<(() => void) | undefined> {
    if (kind === "nothing") return undefined;
    if (kind === "microphone") {
      const microphone = await navigator.mediaDevices.getUserMedia({ audio: true });
      const node = context.createMediaStreamSource(microphone);
      node.connect(analyser);
      return () => {
        node.disconnect();
        for (const track of microphone.getTracks()) track.stop();
      };
    }
    const file = await fetch("/page/sample.wav");
    const node = context.createBufferSource();
    node.buffer = await context.decodeAudioData(await file.arrayBuffer());
    node.loop = true;
    node.connect(analyser);
    node.start();
    return () => node.stop();
  }

  return {
    stream: out.stream,
    analyser,
    async choose(kind: VoiceKind): Promise<void> {
      chosen = kind;
      const next = await source(kind);
      // Another one may have been chosen while the microphone was asked for.
      if (chosen !== kind) return next?.();
      stop?.();
      stop = next;
    },
    close() {
      chosen = undefined;
      stop?.();
    },
  };
}
