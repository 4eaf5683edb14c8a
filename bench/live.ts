import { createHmac } from "node:crypto";
import { performance } from "node:perf_hooks";
import { createClient } from "@supabase/supabase-js";
import { withTenant } from "@/bench/during";
import type { Bench, BenchStack, Figure, Row } from "@/bench/figure";
import { Line } from "@/bench/load/wire";
import { percentile } from "@/bench/ratio";
import type { BenchTenant } from "@/bench/tenant";
import { statusRequests } from "@/bench/webhooks";
import { inboundCallId } from "@/lib/record/event";
import { example, secrets } from "@/local/settings";

const webhooks = 600;
const perSecond = 40;
/** What has not come by then counts as missed. */
const timeoutMs = 5_000;
/** How long the local Realtime may take to send what an earlier figure has written. */
const backlogMs = 120_000;

/** A session's access token for someone who has not signed in: the planted rep has no password. */
function accessTokenOf(userId: string): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
  const exp = Math.floor(Date.now() / 1000) + 3600;
  const claims = { sub: userId, role: "authenticated", aud: "authenticated", exp };
  const text = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${text}.${createHmac("sha256", secrets.jwt).update(text).digest("base64url")}`;
}

/** Joins the tenant's topic as its rep; `received` gets the id of each call that is broadcast. */
async function subscribe(
  stack: BenchStack,
  tenant: BenchTenant,
  received: (callId: string) => void,
): Promise<() => Promise<void>> {
  const client = createClient(stack.urls.supabase, example.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY, {
    accessToken: async () => accessTokenOf(tenant.rep),
  });
  const { data: topic } = await client.rpc("realtime_topic").throwOnError();
  await client.realtime.setAuth();
  const channel = client.channel(topic, { config: { private: true } });
  channel.on("broadcast", { event: "calls" }, ({ payload }) => received(String(payload.id)));
  await new Promise<void>((resolve, reject) => {
    channel.subscribe((state, error) => {
      if (state === "SUBSCRIBED") resolve();
      else reject(error ?? new Error(`the subscription is ${state}`));
    });
  });
  return async () => {
    await client.realtime.disconnect();
  };
}

async function measure(bench: Bench): Promise<Row[]> {
  const stack = await bench.stack();
  return withTenant(stack, async (tenant) => {
    const waiting = new Map<string, (latencyMs: number) => void>();
    const sentAt = new Map<string, number>();
    const leave = await subscribe(stack, tenant, (callId) => {
      const sent = sentAt.get(callId);
      if (sent !== undefined) waiting.get(callId)?.(performance.now() - sent);
    });
    const { callSids, requests } = statusRequests(stack.urls.app, tenant, {
      count: webhooks + 1,
      repeated: 0,
      inOrder: true,
    });
    const port = Number(new URL(stack.urls.app).port);
    /** How long its change took; infinite when it has not come by then. */
    const send = async (request: Buffer, callSid = "", withinMs = timeoutMs) => {
      const callId = inboundCallId(tenant.id, callSid);
      const change = new Promise<number>((resolve) => {
        waiting.set(callId, resolve);
        setTimeout(() => resolve(Number.POSITIVE_INFINITY), withinMs).unref();
      });
      const line = new Line(port);
      sentAt.set(callId, performance.now());
      await line.send(request);
      line.close();
      return change;
    };
    const [first, ...timed] = requests;
    if (first && (await send(first, callSids[0], backlogMs)) === Number.POSITIVE_INFINITY)
      throw new Error("nothing is broadcast");
    const begin = performance.now();
    const latencies = await Promise.all(
      timed.map(async (request, index) => {
        const due = (index / perSecond) * 1000 - (performance.now() - begin);
        await new Promise((resolve) => setTimeout(resolve, due));
        return send(request, callSids[index + 1]);
      }),
    );
    await leave();
    const row = (share: number, goalMs: number): Row => {
      const at = percentile(latencies, share);
      return {
        figure: `live: webhook sent → change at the subscriber, p${share * 100} of ${webhooks} at ${perSecond}/s`,
        value: `${at.toFixed(0)} ms`,
        floor: "",
        ratio: "",
        goal: `≤ ${goalMs} ms`,
        met: at <= goalMs,
      };
    };
    return [row(0.95, 150), row(0.99, 300)];
  });
}

export const live: Figure = { name: "live", run: measure };
