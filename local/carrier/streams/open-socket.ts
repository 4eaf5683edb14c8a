import WebSocket from "ws";
import { sign } from "@/local/carrier/signature";

const CONNECT_MS = 5000;

/** Why no stream came about, by Twilio's codes (https://www.twilio.com/docs/api/errors). */
export type StreamFailure = { code: number; message: string };

/**
 * Opens the socket of a stream, signed over its exact URL. Twilio itself speaks `wss:` only; on
 * this machine `ws:` is spoken too.
 */
export function openSocket(url: string, authToken: string): Promise<WebSocket | StreamFailure> {
  const target = URL.parse(url);
  if (!target || !/^wss?:$/.test(target.protocol)) {
    return Promise.resolve({ code: 31920, message: `Stream: ${url} is not a WebSocket's URL` });
  }
  if (target.search !== "") {
    return Promise.resolve({ code: 31920, message: "Stream: the URL has a query string" });
  }
  return new Promise((resolve) => {
    const socket = new WebSocket(url, {
      headers: { "X-Twilio-Signature": sign(authToken, url), "User-Agent": "TwilioProxy/1.1" },
      perMessageDeflate: false,
      handshakeTimeout: CONNECT_MS,
    });
    socket.once("open", () => resolve(socket));
    socket.once("unexpected-response", (_, { statusCode }) => {
      socket.terminate();
      resolve({ code: 31920, message: `Stream: the upgrade was answered with ${statusCode}` });
    });
    socket.on("error", (error) => resolve({ code: 31901, message: `Stream: ${error.message}` }));
  });
}
