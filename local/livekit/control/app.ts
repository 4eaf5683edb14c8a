import { Hono } from "hono";
import { z } from "zod";
import type { Directory } from "@/local/livekit/directory";
import type { Project } from "@/local/livekit/project";

const ProjectSpec = z.object({
  key: z.string().min(1).optional(),
  secret: z.string().min(1).optional(),
  webhookUrl: z.url().nullable().optional(),
});

/** What only a stand-in can do: make projects, and look into them. */
export function controlApp(directory: Directory, origin: () => string): Hono {
  const app = new Hono();
  app.post("/projects", async (c) => {
    const spec = ProjectSpec.safeParse(await c.req.json().catch(() => null));
    if (!spec.success) return c.json({ error: z.prettifyError(spec.error) }, 400);
    return c.json(view(directory.ensure(spec.data), origin()));
  });
  app.get("/projects/:key", (c) => {
    const project = directory.find(c.req.param("key"));
    if (!project) return c.json({ error: "no such project" }, 404);
    return c.json({ ...view(project, origin()), events: project.hooks.sent });
  });
  app.post("/projects/:key/cut", async (c) => {
    const { room, identity } = Cut.parse(await c.req.json());
    const participant = directory
      .find(c.req.param("key"))
      ?.rooms.get(room)
      ?.participants.get(identity);
    if (!participant) return c.json({ error: "nobody there" }, 404);
    participant.end.cut();
    return c.json({});
  });
  return app;
}

const Cut = z.object({ room: z.string(), identity: z.string() });

function view({ key, secret, hooks }: Project, origin: string) {
  return {
    ...{ key, secret, webhookUrl: hooks.url },
    url: origin.replace("http", "ws"),
    sipHost: SIP_HOST,
  };
}

/** Where the carrier finds the trunks of all projects. */
const SIP_HOST = "sip.localhost";
