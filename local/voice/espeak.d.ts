declare module "@echogarden/espeak-ng-emscripten" {
  type WordEvent = { type: string; audio_position: number };
  type Worker = {
    rate: number;
    pitch: number;
    set_voice(name: string): void;
    synthesize(
      text: string,
      hear: (chunk: Int16Array | null, events: WordEvent[]) => boolean,
    ): void;
  };
  export default function load(): Promise<{ eSpeakNGWorker: new () => Promise<Worker> }>;
}
