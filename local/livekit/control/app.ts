import { type Context, Hono } from "hono";
import { z } from "zod";
import type { Directory } from "@/local/livekit/directory";
import type { Project } from "@/local/livekit/project";
import { SIP_HOST } from "@/local/livekit/sip/server";
import { eventNames } from "@/local/livekit/webhook/event";

const ProjectSpec = z.object({
  key: z.string().min(1).optional(),
  secret: z.string().min(1).optional(),
  webhookUrl: z.url().nullable().optional(),
});

const Faults = z.object({
  isAway: z.boolean().optional(),
  sipCode: z.number().int().min(400).max(699).nullable().optional(),
  webhooks: z
    .array(
      z.object({
        event: z.enum(eventNames).optional(),
        kind: z.enum(["lose", "double", "hold", "overtake", "forge"]),
        times: z.number().int().min(1).default(1),
      }),
    )
    .optional(),
});

const Cut = z.object({ room: z.string(), identity: z.string() });

class ControlError extends Error {}

/** What only a stand-in can do: make projects, look into them, and let something go wrong. */
export function controlApp(directory: Directory, origin: () => string): Hono {
  const app = new Hono();
  const projectOf = (c: Context): Project => {
    const project = directory.find(c.req.param("key") ?? "");
    if (!project) throw new ControlError("There is no such project");
    return project;
  };

  app.post("/projects", async (c) =>
    c.json(view(directory.ensure(ProjectSpec.parse(await c.req.json())), origin())),
  );
  app.get("/projects/:key", (c) => {
    const project = projectOf(c);
    return c.json({ ...view(project, origin()), events: project.hooks.sent });
  });
  app.post("/projects/:key/faults", async (c) => {
    const project = projectOf(c);
    const { webhooks, ...faults } = Faults.parse(await c.req.json());
    project.setFaults(faults);
    if (webhooks) project.hooks.faults.set(webhooks);
    return c.json({});
  });
  app.post("/projects/:key/release", (c) => {
    projectOf(c).hooks.release();
    return c.json({});
  });
  app.post("/projects/:key/settled", async (c) => {
    await projectOf(c).hooks.settled();
    return c.json({});
  });
  app.post("/projects/:key/cut", async (c) => {
    const { room, identity } = Cut.parse(await c.req.json());
    const participant = projectOf(c).rooms.get(room)?.participants.get(identity);
    if (!participant) throw new ControlError("There is nobody of this name");
    participant.end.cut();
    return c.json({});
  });
  app.onError((error, c) => {
    if (error instanceof z.ZodError) return c.json({ error: z.prettifyError(error) }, 400);
    if (error instanceof SyntaxError) return c.json({ error: error.message }, 400);
    if (error instanceof ControlError) return c.json({ error: error.message }, 404);
    throw error;
  });
  return app;
}

function view({ key, secret, hooks }: Project, origin: string) {
  return {
    ...{ key, secret, webhookUrl: hooks.url },
    url: origin.replace("http", "ws"),
    sipHost: SIP_HOST,
  };
}
