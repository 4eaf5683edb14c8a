import WebSocket, { WebSocketServer } from "ws";
import { readFromTwilio } from "@/lib/agent/media-stream";
import { AgentSession } from "@/lib/agent/session";
import { newAgent } from "@/lib/agent/settings/schema";
import { wallClock } from "@/lib/agent/socket";

/** One process, a bare echo or talks of voice agents: `host.ts echo|bridge <provider>`. */
const [mode, provider = ""] = process.argv.slice(2);
const options = { perMessageDeflate: false } as const;
const server = new WebSocketServer({ port: 0, ...options });

const begun = {
  ...{ session_id: "s", body: newAgent, company: "Acme", time_zone: "UTC", country_code: "US" },
  ...{ is_recorded: false, seconds_left: 3_600 },
  provider: {
    ...{ base_url: "", model: "m", transcription_model: "t", api_key_ciphertext: "" },
    audio_format: "audio/pcmu" as const,
  },
  caller: { phone: null, contact_id: null, name: null },
};

function openProvider(on: { message(text: string): void; closed(): void }) {
  const socket = new WebSocket(provider, options);
  const waiting: string[] = [];
  socket.on("open", () => {
    for (const text of waiting.splice(0)) socket.send(text);
  });
  socket.on("message", (data) => on.message(String(data)));
  socket.on("close", () => on.closed());
  return {
    send: (text: string) =>
      void (socket.readyState === WebSocket.OPEN ? socket.send(text) : waiting.push(text)),
    close: () => socket.close(),
  };
}

server.on("connection", (socket) => {
  if (mode === "echo") {
    socket.on("message", (data) => socket.send(String(data)));
    return;
  }
  let talk: AgentSession | null = null;
  socket.on("message", (data) => {
    const message = readFromTwilio(String(data));
    if (message?.event === "start") {
      const { streamSid } = message.start;
      talk = new AgentSession({
        ...{ tenantId: "", callId: "", tools: [], begun },
        twilio: {
          send: (sent) => socket.send(JSON.stringify({ ...sent, streamSid })),
          close: () => socket.close(),
        },
        connect: openProvider,
        ...{ clock: wallClock, recording: null },
        write: () => Promise.resolve(),
        ended: () => {},
      });
    } else if (message) talk?.fromTwilio(message);
  });
  socket.on("close", () => talk?.callerLeft());
});

server.on("listening", () => {
  const address = server.address();
  process.send?.({ port: typeof address === "object" && address ? address.port : 0 });
});
process.on("message", () => process.send?.({ cpu: process.cpuUsage() }));
