import { expect, test } from "vitest";
import { loadLocally } from "@/components/softphone/local-signalling";

const standIn = "ws://127.0.0.1:9/signal";

/** The address that a socket opened now would go to. */
function addressFor(url: string): string {
  const socket = new WebSocket(url);
  socket.addEventListener("error", () => undefined);
  socket.close();
  return socket.url;
}

test.each([
  ["wss://voice-js.roaming.twilio.com/signal", standIn],
  ["wss://voice-js.dublin.twilio.com/signal", standIn],
  ["ws://127.0.0.1:9/realtime", "ws://127.0.0.1:9/realtime"],
  ["wss://127.0.0.1:9/?to=wss://voice-js.roaming.twilio.com/signal", undefined],
])("while the SDK is loaded, a socket to %s goes to %s", async (url, expected) => {
  const address = await loadLocally(standIn, async () => addressFor(url));
  expect(address).toBe(expected ?? url);
});

test("what the SDK keeps goes on leading there; everyone else has the browser's own again", async () => {
  const native = globalThis.WebSocket;
  const kept = await loadLocally(standIn, async () => globalThis.WebSocket);
  expect(globalThis.WebSocket).toBe(native);
  expect(kept).not.toBe(native);
});

test("an SDK that cannot be loaded leaves nothing changed", async () => {
  const native = globalThis.WebSocket;
  const failing = loadLocally(standIn, () => Promise.reject(new Error("no network")));
  await expect(failing).rejects.toThrow("no network");
  expect(globalThis.WebSocket).toBe(native);
});
