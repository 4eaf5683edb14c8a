import { createServer } from "node:http";
import { type WebhookEvent, WebhookReceiver } from "livekit-server-sdk";
import { type LivekitProject, livekitControl } from "@/local/livekit/control";
import { type Livekit, startLivekit } from "@/local/livekit/server";
import { type Clients, clientsOf } from "@/local/livekit/testing/clients";
import { listen } from "@/local/processes/listen";

export type OpenProject = AsyncDisposable &
  Clients & {
    livekit: Livekit;
    control: ReturnType<typeof livekitControl>;
    project: LivekitProject;
    /** Webhooks that LiveKit's own receiver has taken, in the order they came. */
    received: WebhookEvent[];
    /** How many it has refused. */
    readonly refused: number;
  };

/** A stand-in with one project, and an app that takes its webhooks by LiveKit's own library. */
export async function openProject(): Promise<OpenProject> {
  const livekit = await startLivekit({ port: 0 });
  const received: WebhookEvent[] = [];
  let refused = 0;
  let receiver: WebhookReceiver | undefined;
  const app = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", async () => {
      const body = Buffer.concat(chunks).toString();
      try {
        const event = await receiver?.receive(body, request.headers.authorization);
        if (event) received.push(event);
        response.writeHead(event ? 200 : 500).end();
      } catch {
        refused++;
        response.writeHead(401).end();
      }
    });
  });
  const webhookUrl = `http://127.0.0.1:${await listen(app, 0)}/hook`;
  const control = livekitControl(livekit.origin);
  const project = await control.ensureProject({ webhookUrl });
  receiver = new WebhookReceiver(project.key, project.secret);
  return {
    ...clientsOf(livekit.origin, project),
    livekit,
    control,
    project,
    received,
    get refused() {
      return refused;
    },
    async [Symbol.asyncDispose]() {
      await livekit.close();
      app.closeAllConnections();
      await new Promise((done) => app.close(done));
    },
  };
}
