import type { Device } from "@twilio/voice-sdk";

const silence = "/sounds/phone/silence.wav";
const keys = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "s", "h"];

/** `publishEvents` is the SDK's own switch for Voice Insights; its types leave it out. */
type Options = Device.Options & { publishEvents?: boolean };

/**
 * How the SDK is set up. Without sounds of ours it loads fifteen files from Twilio's site; the
 * keys' tones are synthesised, and the ringing is ours (components/call-bar/ring-tone.ts).
 */
export function deviceOptions({ isLocal }: { isLocal: boolean }): Options {
  return {
    appName: "ringbook",
    allowIncomingWhileBusy: true,
    closeProtection: "You are on a call. Leaving this page ends it.",
    enableImprovedSignalingErrorPrecision: true,
    // Shown on the page, in words.
    logLevel: "silent",
    // Twilio ends a call whose signalling is lost; with this it waits for the browser to come back.
    maxCallSignalingTimeoutMs: 30_000,
    tokenRefreshMs: 120_000,
    ...(isLocal && { publishEvents: false }),
    sounds: {
      incoming: silence,
      outgoing: silence,
      disconnect: "/sounds/phone/over.wav",
      ...Object.fromEntries(keys.map((key) => [`dtmf${key}`, silence])),
    },
  };
}
