import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import { CommandError, systemCode } from "@/local/command-error";
import { type Ports, portVariables } from "@/local/options";

function tryListen(port: number, host: string): Promise<{ code?: string; port: number }> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve({ code: systemCode(error) ?? "EUNKNOWN", port }));
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const got = typeof address === "object" && address ? address.port : port;
      server.close(() => resolve({ port: got }));
    });
  });
}

/** Throws CommandError naming every port that cannot be had, and the variables that move them. */
export async function requireFreePorts(ports: Partial<Ports>): Promise<void> {
  const taken: string[] = [];
  const variables: string[] = [];
  for (const [name, { variable }] of Object.entries(portVariables)) {
    const port = Object.entries(ports).find(([each]) => each === name)?.[1];
    if (port === undefined) continue;
    const { code } = await tryListen(port, "127.0.0.1");
    // Someone on ::1 alone would answer for "localhost" before us.
    const six = code ?? (await tryListen(port, "::1")).code;
    if (code === undefined && six !== "EADDRINUSE") continue;
    const why = (code ?? six) === "EACCES" ? "may not be used without more rights" : "is in use";
    taken.push(`Port ${port} (${variable}) ${why}.`);
    variables.push(`${variable}=${port < 60000 ? port + 1000 : port - 1000}`);
  }
  if (taken.length === 0) return;
  throw new CommandError(
    taken.join(" "),
    `Stop the program that uses it, or move this stack: ${variables.join(" ")} npm run …`,
  );
}

/**
 * Blocks of 16 ports from 10000 on, below those that the system gives to outgoing connections (on
 * Linux from 32768 on): such a one may take a port between our look and our start.
 */
const blocks = { first: 625, end: 2048, size: 16 };

/** Ports that are free at this moment, all different; seldom those that another stack finds. */
export async function findFreePorts(): Promise<Ports> {
  const first = randomInt(blocks.first, blocks.end) * blocks.size;
  const block = Array.from({ length: 11 }, (_, nth) => first + nth);
  const taken = await Promise.all(block.map((port) => tryListen(port, "127.0.0.1")));
  if (taken.some(({ code }) => code !== undefined)) return findFreePorts();
  const [app = 0, supabase = 0, postgres = 0, carrier = 0, mail = 0, smtp = 0, ...more] = block;
  const [transcription = 0, files = 0, voice = 0, agent = 0, livekit = 0] = more;
  const speech = { transcription, voice, agent };
  return { app, supabase, postgres, carrier, mail, smtp, files, livekit, ...speech };
}
