import { type Context, Hono } from "hono";
import type { Directory } from "@/local/carrier/engine/directory";
import { accountRoutes, accountWithin, createSubaccount } from "@/local/carrier/rest/accounts";
import { addressRoutes } from "@/local/carrier/rest/addresses";
import { applicationRoutes } from "@/local/carrier/rest/applications";
import { availableNumberRoutes } from "@/local/carrier/rest/available-numbers";
import { callerIdRoutes } from "@/local/carrier/rest/caller-ids";
import { callRoutes } from "@/local/carrier/rest/calls";
import { conferenceRoutes } from "@/local/carrier/rest/conferences";
import type { RestRoute } from "@/local/carrier/rest/context";
import { notFound, RestError } from "@/local/carrier/rest/errors";
import { exchange } from "@/local/carrier/rest/exchange";
import type { ExchangeLog } from "@/local/carrier/rest/exchange-log";
import { keyRoutes } from "@/local/carrier/rest/keys";
import { liveRecordingRoutes } from "@/local/carrier/rest/live-recordings";
import { messageMediaRoutes } from "@/local/carrier/rest/message-media";
import { messageRoutes } from "@/local/carrier/rest/messages";
import { messagingServiceRoutes } from "@/local/carrier/rest/messaging-services";
import { numberRoutes } from "@/local/carrier/rest/numbers";
import { participantRoutes } from "@/local/carrier/rest/participants";
import { pricingRoutes } from "@/local/carrier/rest/pricing";
import { queueRoutes } from "@/local/carrier/rest/queues";
import { recordingRoutes } from "@/local/carrier/rest/recordings";
import { regulationRoutes } from "@/local/carrier/rest/regulations";
import { pathOf, type RestEnv, refuse, reply } from "@/local/carrier/rest/reply";
import { usageRoutes } from "@/local/carrier/rest/usage";

const routes: RestRoute[] = [
  ...accountRoutes,
  ...callRoutes,
  ...recordingRoutes,
  ...liveRecordingRoutes,
  ...messageRoutes,
  ...messageMediaRoutes,
  ...numberRoutes,
  ...availableNumberRoutes,
  ...addressRoutes,
  ...callerIdRoutes,
  ...usageRoutes,
  ...applicationRoutes,
  ...keyRoutes,
  ...conferenceRoutes,
  ...participantRoutes,
  ...queueRoutes,
];

/** Of Twilio's other hosts, whose name is the first part of the path; the account is who asks. */
const productRoutes: RestRoute[] = [
  ...messagingServiceRoutes,
  ...regulationRoutes,
  ...pricingRoutes,
];

const ACCOUNT = "/2010-04-01/Accounts/:account{AC[0-9a-f]{32}";

/** Twilio's REST API: every request is authenticated, recorded, and struck by its faults. */
export function restApp(directory: Directory, log: ExchangeLog): Hono<RestEnv> {
  const app = new Hono<RestEnv>();
  app.use(exchange(directory, log));
  app.post("/2010-04-01/Accounts.json", (c) =>
    reply(c, createSubaccount(directory, c.var.asking, c.var.form)),
  );
  const all = [
    ...routes.map((route) => ({ ...route, path: fullPath(route.path) })),
    ...productRoutes,
  ];
  for (const { method, path, handle } of all) {
    app.on(method, path, async (c) => reply(c, await handle(contextOf(c))));
  }
  for (const { path } of all) {
    app.all(path, (c) => {
      const { method } = contextOf(c);
      throw new RestError(405, 20004, `Method ${method} not allowed`);
    });
  }
  app.all("*", (c) => refuse(c, notFound(pathOf(c))));
  app.onError((error, c) => {
    if (error instanceof RestError) return refuse(c, error);
    throw error;
  });
  return app;

  function contextOf(c: Context<RestEnv>) {
    const path = pathOf(c);
    const param = (name: string) => (c.req.param(name) ?? "").replace(/\.(json|wav|mp3)$/i, "");
    const { asking } = c.var;
    const account = c.req.param("account")
      ? accountWithin(directory, asking, param("account"))
      : asking;
    if (!account) throw notFound(path);
    return {
      account,
      method: c.req.method,
      path,
      query: new URL(c.req.url).searchParams,
      form: c.var.form,
      isTaken: (phoneNumber: string) => directory.isTaken(phoneNumber),
      param,
    };
  }
}

function fullPath(path: string): string {
  return path === ".json" ? `${ACCOUNT}\\.json}` : `${ACCOUNT}}${path}`;
}
