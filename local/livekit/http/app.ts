import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { checkToken } from "@/local/livekit/auth/claims";
import { controlApp } from "@/local/livekit/control/app";
import type { Directory } from "@/local/livekit/directory";
import { roomService } from "@/local/livekit/http/room-service";
import { sipService } from "@/local/livekit/http/sip-service";
import { type Asked, type Json, type Method, TwirpError } from "@/local/livekit/http/twirp";
import { isRefusal, whoJoins } from "@/local/livekit/signal/door";

const services: Record<string, Record<string, Method>> = {
  RoomService: roomService,
  SIP: sipService,
};

const BODY_LIMIT = 1_000_000;

/** LiveKit's API: Twirp with bodies of JSON. */
export function httpApp(directory: Directory, origin: () => string): Hono {
  const app = new Hono();
  app.use(bodyLimit({ maxSize: BODY_LIMIT }));
  app.get("/", (c) => c.text("OK"));
  app.route("/_control", controlApp(directory, origin));
  // Browsers from anywhere ask here why their socket was refused.
  for (const path of ["/rtc/validate", "/rtc/v1/validate"]) {
    app.get(path, (c) => {
      c.header("Access-Control-Allow-Origin", "*");
      const permit = whoJoins(directory, new URL(c.req.url), c.req.header("authorization"));
      return isRefusal(permit) ? c.text(permit.message, permit.status) : c.text("success");
    });
  }
  app.post("/twirp/:service/:method", async (c) => {
    const asked = identify(directory, c);
    if (typeof asked === "string") return c.text(asked, 401);
    if (asked.project.faults.isAway) return c.text("service unavailable", 503);
    try {
      return c.json(await run(c, asked));
    } catch (error) {
      if (!(error instanceof TwirpError)) throw error;
      // The library takes an error for JSON only by this very type.
      return c.body(JSON.stringify({ code: error.code, msg: error.message }), error.status, {
        "Content-Type": "application/json",
      });
    }
  });
  app.notFound((c) => c.text("404 page not found", 404));
  app.onError((error, c) => {
    console.error("livekit:", error);
    return c.text("internal error", 500);
  });
  return app;
}

/** The project and what may be done in it, or why not. */
function identify(directory: Directory, c: Context): Asked | string {
  const header = c.req.header("authorization") ?? "";
  if (!header.startsWith("Bearer ")) {
    return "invalid authorization header. Must start with Bearer ";
  }
  const check = checkToken(
    header.slice("Bearer ".length),
    (key) => directory.find(key)?.secret,
    Date.now(),
  );
  if (check.kind === "refused") return check.message;
  const project = directory.find(check.apiKey);
  return project ? { project, claims: check.claims } : "invalid API key";
}

async function run(c: Context, asked: Asked): Promise<Json> {
  const service = /^livekit\.(\w+)$/.exec(c.req.param("service") ?? "")?.[1] ?? "";
  const method = services[service]?.[c.req.param("method") ?? ""];
  if (!method) throw new TwirpError("bad_route", `no handler for path "${c.req.path}"`);
  let body: Json;
  try {
    body = await c.req.json();
  } catch {
    throw new TwirpError("malformed", "the json request could not be decoded");
  }
  return method(body, asked);
}
