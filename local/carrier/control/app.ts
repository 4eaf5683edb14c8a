import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { z } from "zod";
import { mp3Audio } from "@/local/carrier/audio/mp3";
import type { RecordingAudio } from "@/local/carrier/audio/recording-audio";
import { makeAccount, NewAccountSchema, viewAccounts } from "@/local/carrier/control/accounts";
import { act, phoneOf } from "@/local/carrier/control/act";
import { streamEvents } from "@/local/carrier/control/events";
import { importHistory, importMessages } from "@/local/carrier/control/history";
import {
  AccountSpecSchema,
  FaultRuleSchema,
  HandsetScriptSchema,
  HistorySchema,
  IdleSchema,
  MessageHistorySchema,
  OfferSchema,
  SecondsSchema,
  TextingSchema,
  TextSchema,
} from "@/local/carrier/control/schema";
import { listenAt } from "@/local/carrier/control/sound";
import { textFrom, viewMessages, viewMessagesOf } from "@/local/carrier/control/texts";
import { viewCalls, viewClients, viewSound } from "@/local/carrier/control/views";
import type { Account } from "@/local/carrier/engine/account";
import { clientsOf } from "@/local/carrier/engine/clients";
import type { Directory } from "@/local/carrier/engine/directory";
import { HandsetError } from "@/local/carrier/engine/handset";
import { mediaOf } from "@/local/carrier/engine/messages/messages";
import { textingOf } from "@/local/carrier/engine/messages/texting";
import { advance, RealTimeError, runUntilIdle } from "@/local/carrier/engine/virtual-time";
import { audioResponse } from "@/local/carrier/http/audio-response";
import type { OpenSound } from "@/local/carrier/signalling/sound";

type Env = { Variables: { body: unknown } };

class UnknownError extends Error {}

const A_DAY = 86_400;
const BODY_LIMIT = 50_000_000;

/** The control API: JSON in, JSON out, 400 for what cannot be understood. */
export function controlApp(directory: Directory, openSound: OpenSound | null): Hono<Env> {
  const app = new Hono<Env>();
  const accountOf = (c: Context) => {
    const sid = c.req.param("sid") ?? "";
    const account = directory.find(sid);
    if (!account) throw new UnknownError(`No account ${sid}`);
    return account;
  };
  /** One route below an account. */
  const on = (
    method: "GET" | "POST" | "DELETE",
    path: string,
    handle: (account: Account, c: Context<Env>) => unknown,
  ) =>
    app.on(method, `/accounts/:sid${path}`, async (c) =>
      c.json((await handle(accountOf(c), c)) ?? {}),
    );

  app.use(bodyLimit({ maxSize: BODY_LIMIT }));
  app.use(async (c, next) => {
    c.header("Cache-Control", "no-store");
    c.set("body", await readJson(c));
    await next();
  });
  app.post("/accounts", (c) =>
    c.json(directory.ensure(AccountSpecSchema.parse(c.var.body), Date.now())),
  );
  app.get("/accounts", (c) => c.json(viewAccounts(directory)));
  app.post("/accounts/new", (c) =>
    c.json(makeAccount(directory, NewAccountSchema.parse(c.var.body).friendlyName)),
  );
  // The page's stream of changes, and a recording for its player.
  app.get("/accounts/:sid/events", (c) => streamEvents(accountOf(c), c));
  app.get("/accounts/:sid/:recording{RE[0-9a-f]{32}}", (c) =>
    audioResponse(c.req.header("range"), recordingOf(accountOf(c), c.req.param("recording"))),
  );
  app.get("/accounts/:sid/:media{ME[0-9a-f]{32}}", (c) => {
    const media = mediaOf(accountOf(c)).get(c.req.param("media"));
    if (!media) throw new UnknownError(`No media ${c.req.param("media")}`);
    return c.body(new Uint8Array(media.bytes), 200, { "Content-Type": media.contentType });
  });

  on("POST", "/history", (account, c) => importHistory(account, HistorySchema.parse(c.var.body)));
  on("POST", "/message-history", (account, c) =>
    importMessages(account, MessageHistorySchema.parse(c.var.body)),
  );
  on("POST", "/handsets/:phone/script", (account, c) => {
    phoneOf(account, c.req.param("phone")).script = HandsetScriptSchema.parse(c.var.body);
    account.journal.changed();
  });
  on("GET", "/handsets/:phone", (account, c) => phoneOf(account, c.req.param("phone")).state());
  on("POST", "/handsets/:phone", (account, c) =>
    act(account, phoneOf(account, c.req.param("phone")), c.var.body),
  );
  on("POST", "/handsets/:phone/texting", (account, c) => {
    const { texting } = TextingSchema.parse(c.var.body);
    textingOf(account).set(phoneOf(account, c.req.param("phone")).phoneNumber, texting);
  });
  on("POST", "/handsets/:phone/messages", (account, c) =>
    textFrom(account, phoneOf(account, c.req.param("phone")), TextSchema.parse(c.var.body)),
  );
  on("GET", "/handsets/:phone/messages", (account, c) =>
    viewMessagesOf(account, phoneOf(account, c.req.param("phone")).phoneNumber),
  );
  on("GET", "/messages", viewMessages);
  on("POST", "/advance", (account, c) => advance(account, SecondsSchema.parse(c.var.body).seconds));
  on("POST", "/settle", (account) => account.inFlight.quiet());
  on("POST", "/idle", (account, c) =>
    runUntilIdle(account, IdleSchema.parse(c.var.body).maxSeconds ?? A_DAY),
  );
  on("POST", "/faults", (account, c) => ({
    id: account.faults.add(FaultRuleSchema.parse(c.var.body)),
  }));
  on("GET", "/faults", (account) => account.faults.counts());
  on("DELETE", "/faults/:id?", (account, c) => account.faults.clear(c.req.param("id")));
  on("GET", "/calls", viewCalls);
  on("GET", "/clients", viewClients);
  on("POST", "/clients/:identity/cut-off", (account, c) => {
    const identity = c.req.param("identity") ?? "";
    const client = clientsOf(account).get(identity);
    if (!client) throw new UnknownError(`No browser is registered as ${identity}`);
    client.cutOff(SecondsSchema.parse(c.var.body).seconds);
  });
  on("GET", "/calls/:call/sound", (account, c) => viewSound(account, c.req.param("call") ?? ""));
  on("POST", "/calls/:call/sound", (account, c) =>
    listenAt(account, c.req.param("call") ?? "", OfferSchema.parse(c.var.body).sdp, openSound),
  );
  on("GET", "/log", (account, c) => account.journal.since(Number(c.req.query("since") ?? 0)));
  on("POST", "/reset", (account) => account.reset());

  app.all("/accounts/:sid/*", (c) => {
    accountOf(c);
    throw new UnknownError(`No ${c.req.method} ${c.req.path}`);
  });
  app.all("*", (c) => {
    throw new UnknownError(`No ${c.req.method} ${c.req.path}`);
  });
  app.onError((error, c) => {
    if (error instanceof z.ZodError) return c.json({ error: z.prettifyError(error) }, 400);
    if (error instanceof SyntaxError) return c.json({ error: "Not JSON" }, 400);
    if (error instanceof RealTimeError) return c.json({ error: error.message }, 400);
    if (error instanceof HandsetError) return c.json({ error: error.message }, 409);
    if (error instanceof UnknownError) return c.json({ error: error.message }, 404);
    throw error;
  });
  return app;
}

function recordingOf(account: Account, sid: string): RecordingAudio {
  const recording = account.recordings.get(sid);
  if (recording?.status !== "completed") throw new UnknownError(`No recording ${sid}`);
  return mp3Audio({ sid, seconds: recording.durationSeconds ?? 0, channels: recording.channels });
}

async function readJson(c: Context): Promise<unknown> {
  const text = await c.req.text();
  if (text === "") return {};
  if (!/^application\/json/i.test(c.req.header("content-type") ?? "")) {
    // A page of another site cannot send this type without being asked first.
    throw new SyntaxError("The Content-Type must be application/json");
  }
  return JSON.parse(text);
}
