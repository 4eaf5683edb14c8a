import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import WebSocket, { WebSocketServer } from "ws";
import { z } from "zod";
import type { Bench, Figure, Row } from "@/bench/figure";
import { median, percentile } from "@/bench/ratio";
import { inProject } from "@/local/project";

const calls = 50;
const seconds = 6;
const rounds = 3;
const frameMs = 20;
const frameBytes = 160;

const Said = z.object({
  port: z.number().optional(),
  cpu: z.object({ user: z.number(), system: z.number() }).optional(),
});

/** A frame that carries when it was sent. */
function stamped(): string {
  const frame = Buffer.alloc(frameBytes, 0xff);
  frame.writeDoubleLE(performance.now());
  return frame.toString("base64");
}
const ageOf = (payload: string) =>
  performance.now() - Buffer.from(payload, "base64").readDoubleLE();

async function asked(host: ChildProcess): Promise<number> {
  host.send({});
  const [said] = await once(host, "message");
  const { cpu } = Said.parse(said);
  return cpu ? (cpu.user + cpu.system) / 1_000 : 0;
}

/** A provider of voice that is there, and says what it hears. */
function startProvider(ages: number[]): WebSocketServer {
  const server = new WebSocketServer({ port: 0, perMessageDeflate: false });
  server.on("connection", (socket) => {
    socket.on("message", (data) => {
      const event = JSON.parse(String(data));
      if (event.type === "session.update") {
        socket.send(JSON.stringify({ type: "session.updated", session: {} }));
      }
      if (event.type !== "input_audio_buffer.append") return;
      ages.push(ageOf(event.audio));
      const of = { response_id: "r", item_id: "i" };
      const type = "response.output_audio.delta";
      socket.send(JSON.stringify({ type, ...of, delta: stamped() }));
    });
  });
  return server;
}

type Measured = { p50: number; p99: number; cpu: number };

/** So many calls at once through one process: each way's delay in ms, and its CPU in ms. */
async function measure(mode: "echo" | "bridge"): Promise<Measured> {
  const ages: number[] = [];
  const provider = startProvider(ages);
  const address = provider.address();
  const providerPort = typeof address === "object" && address ? address.port : 0;
  const host = fork(inProject("bench/bridge/host.ts"), [mode, `ws://127.0.0.1:${providerPort}`], {
    execArgv: ["--conditions=react-server", "--import", "tsx"],
  });
  const [said] = await once(host, "message");
  const { port } = Said.parse(said);
  const sockets = await Promise.all(
    // As many frames pass the echo: the bridge sends each one on, and another back.
    Array.from({ length: mode === "echo" ? 2 * calls : calls }, async (_, index) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
      await once(socket, "open");
      socket.on("message", (data) => {
        const { event, media } = JSON.parse(String(data));
        if (event === "media") ages.push(ageOf(media.payload));
      });
      const mediaFormat = { encoding: "audio/x-mulaw", sampleRate: 8000 };
      const start = { streamSid: `MZ${index}`, accountSid: "", callSid: "", mediaFormat };
      if (mode === "bridge") socket.send(JSON.stringify({ event: "start", start }));
      return socket;
    }),
  );
  await pause(500);
  const cpuBefore = await asked(host);
  ages.length = 0;
  const from = performance.now();
  for (let tick = 0; tick < (seconds * 1000) / frameMs; tick += 1) {
    const timestamp = String(tick * frameMs);
    for (const [index, socket] of sockets.entries()) {
      const media = { track: "inbound", chunk: "1", timestamp, payload: stamped() };
      socket.send(JSON.stringify({ event: "media", streamSid: `MZ${index}`, media }));
    }
    await pause(Math.max(0, from + (tick + 1) * frameMs - performance.now()));
  }
  await pause(200);
  const cpu = (await asked(host)) - cpuBefore;
  for (const socket of sockets) socket.terminate();
  host.kill();
  provider.close();
  return { p50: percentile(ages, 0.5), p99: percentile(ages, 0.99), cpu };
}

/** The bridge beside a bare echo of as many frames, in turn. */
async function run(bench: Bench): Promise<Row[]> {
  const pairs: { echo: Measured; bridge: Measured }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    bench.interrupted.throwIfAborted();
    pairs.push({ echo: await measure("echo"), bridge: await measure("bridge") });
  }
  const row = (figure: string, what: keyof Measured, unit: string, goal: number): Row => {
    const ratio = median(pairs.map(({ echo, bridge }) => bridge[what] / echo[what]));
    const middle = (side: "echo" | "bridge") =>
      `${median(pairs.map((pair) => pair[side][what])).toFixed(2)} ${unit}`;
    return {
      figure: `voice agent, ${calls} calls: ${figure}`,
      ...{ value: middle("bridge"), floor: middle("echo"), ratio: ratio.toFixed(2) },
      ...{ goal: `≤ ${goal} × a bare echo's`, met: ratio <= goal },
    };
  };
  return [
    row("added delay, p50", "p50", "ms", 2),
    row("added delay, p99", "p99", "ms", 3),
    row(`CPU in ${seconds} s`, "cpu", "ms", 3),
  ];
}

export const bridge: Figure = { name: "bridge", run };
