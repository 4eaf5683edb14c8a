export type LiveKit = typeof import("livekit-client");
let sdk: Promise<LiveKit> | undefined;

/** LiveKit's SDK, loaded once, when somebody answers or joins a call in a room. */
export function loadLiveKit(): Promise<LiveKit> {
  sdk ??= import("livekit-client").then(
    (loaded) => {
      // Shown on the page, in words.
      loaded.setLogLevel("silent");
      return loaded;
    },
    (error: unknown) => {
      sdk = undefined;
      throw error;
    },
  );
  return sdk;
}
