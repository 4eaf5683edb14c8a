import type { Device } from "@twilio/voice-sdk";

const everyMs = 2_000;

/**
 * Registers a device again that has lost its line: the SDK does so by itself only where its first
 * attempt to reconnect succeeds. It has an edge once Twilio has taken its token. Gives the way to
 * stop.
 */
export function keepRegistered(device: Device): () => void {
  const timer = setInterval(() => {
    if (device.state === "unregistered" && device.edge) device.register().catch(() => undefined);
  }, everyMs);
  return () => clearInterval(timer);
}
