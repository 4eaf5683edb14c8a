import { isAbsolute } from "node:path";
import { CommandError } from "@/local/command-error";
import { inProject } from "@/local/project";

export type Ports = {
  app: number;
  supabase: number;
  postgres: number;
  carrier: number;
  mail: number;
  smtp: number;
  transcription: number;
  files: number;
  voice: number;
  agent: number;
  livekit: number;
};

/** The environment variable that moves each port, and where it is without one. */
export const portVariables: Record<keyof Ports, { variable: string; usual: number }> = {
  app: { variable: "PORT", usual: 3000 },
  supabase: { variable: "SUPABASE_PORT", usual: 54321 },
  postgres: { variable: "POSTGRES_PORT", usual: 54322 },
  carrier: { variable: "CARRIER_PORT", usual: 54330 },
  mail: { variable: "MAIL_PORT", usual: 54324 },
  smtp: { variable: "SMTP_PORT", usual: 54325 },
  transcription: { variable: "TRANSCRIPTION_PORT", usual: 54331 },
  files: { variable: "FILES_PORT", usual: 54332 },
  voice: { variable: "VOICE_PORT", usual: 54360 },
  agent: { variable: "AGENT_PORT", usual: 54350 },
  livekit: { variable: "LIVEKIT_PORT", usual: 54340 },
};

function readPort(name: keyof Ports): number {
  const { variable, usual } = portVariables[name];
  const text = process.env[variable];
  if (text === undefined || text === "") return usual;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new CommandError(`${variable}=${text} is not a port.`, "Use a number from 1 to 65535.");
}

/** Ports from the environment. Throws CommandError when one is malformed or two are the same. */
export function portsFromEnvironment(): Ports {
  const ports: Ports = {
    app: readPort("app"),
    supabase: readPort("supabase"),
    postgres: readPort("postgres"),
    carrier: readPort("carrier"),
    mail: readPort("mail"),
    smtp: readPort("smtp"),
    transcription: readPort("transcription"),
    files: readPort("files"),
    voice: readPort("voice"),
    agent: readPort("agent"),
    livekit: readPort("livekit"),
  };
  const seen = new Map<number, string>();
  for (const [name, port] of Object.entries(ports)) {
    const other = seen.get(port);
    if (other !== undefined) {
      throw new CommandError(
        `The ports for ${other} and ${name} are both ${port}.`,
        `Set ${Object.values(portVariables)
          .map((each) => each.variable)
          .join(", ")} to different numbers.`,
      );
    }
    seen.set(port, name);
  }
  return ports;
}

/** The data folder: RINGBOOK_DATA, else `.local` in the project. */
export function dataFolder(): string {
  const folder = process.env.RINGBOOK_DATA || ".local";
  return isAbsolute(folder) ? folder : inProject(folder);
}
