import { z } from "zod";

const Project = z.object({
  key: z.string(),
  secret: z.string(),
  webhookUrl: z.string().nullable(),
  /** For browsers: `ws://…`. */
  url: z.string(),
  /** Where a SIP address leads to its trunks. */
  sipHost: z.string(),
});
const Events = z.object({
  events: z.array(
    z.object({
      id: z.string(),
      event: z.string(),
      room: z.string(),
      identity: z.string().nullable(),
    }),
  ),
});

export type LivekitProject = z.infer<typeof Project>;
/** A webhook that the stand-in has sent, or would have if the project had an address for them. */
export type LivekitEvent = z.infer<typeof Events>["events"][number];

/** `hold`: until released; `overtake`: by the next; `forge`: a copy of another signer first. */
export type LivekitHookFault = {
  event?: string;
  kind: "lose" | "double" | "hold" | "overtake" | "forge";
  times?: number;
};

/** What only the stand-in's own control can do. Throws on anything but 200. */
export function livekitControl(origin: string) {
  const ask = async (path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${origin}/_control${path}`, {
      method: body === undefined ? "GET" : "POST",
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { "Content-Type": "application/json" },
      }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return await response.json();
  };
  return {
    /**
     * A project of its own, with a key and secret that are made up unless given. Of one that exists
     * only the address of its webhooks is changed.
     */
    async ensureProject(spec: {
      key?: string;
      secret?: string;
      webhookUrl?: string | null;
    }): Promise<LivekitProject> {
      return Project.parse(await ask("/projects", spec));
    },

    /**
     * Lets something go wrong. `isAway`: 503 for everything, and whoever is in a room loses it.
     * `sipCode`: its trunks refuse calls with this, until it is null again. `webhooks`: what
     * befalls the next ones; this replaces what was to befall them.
     */
    async setFaults(
      key: string,
      faults: { isAway?: boolean; sipCode?: number | null; webhooks?: LivekitHookFault[] },
    ): Promise<void> {
      await ask(`/projects/${key}/faults`, faults);
    },

    /** Sends the webhooks that a fault kept back. */
    async release(key: string): Promise<void> {
      await ask(`/projects/${key}/release`, {});
    },

    /** Resolves once every webhook that is on its way has been answered or given up. */
    async settled(key: string): Promise<void> {
      await ask(`/projects/${key}/settled`, {});
    },

    /** Breaks a browser's socket, as a network does. */
    async cut(key: string, room: string, identity: string): Promise<void> {
      await ask(`/projects/${key}/cut`, { room, identity });
    },

    async events(key: string): Promise<LivekitEvent[]> {
      return Events.parse(await ask(`/projects/${key}`)).events;
    },
  };
}
