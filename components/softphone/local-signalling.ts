const twilioSignalling = /^wss:\/\/voice-js\.[\w-]+\.twilio\.com\/signal$/;

/**
 * Loads the Voice SDK so that its signalling goes to `url` (ws://…/signal) in place of Twilio. The
 * SDK has no option for it: it takes the WebSocket it finds when it is loaded, so another one is
 * there until then, which changes that one address and no other.
 */
export async function loadLocally<Sdk>(url: string, load: () => Promise<Sdk>): Promise<Sdk> {
  const Native = globalThis.WebSocket;
  globalThis.WebSocket = class extends Native {
    constructor(to: string | URL, protocols?: string | string[]) {
      super(twilioSignalling.test(String(to)) ? url : to, protocols);
    }
  };
  try {
    return await load();
  } finally {
    globalThis.WebSocket = Native;
  }
}
