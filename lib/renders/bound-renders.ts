import { AsyncResource } from "node:async_hooks";
import { IncomingMessage, type Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { performance } from "node:perf_hooks";
import { sendBusy } from "@/lib/renders/busy-page";
import { requestKind } from "@/lib/renders/kind";
import type { RenderQueue } from "@/lib/renders/render-queue";

/** Gives the share of time, 0 to 1, that the event loop was busy since the last time. */
export function busyMeter(): () => number {
  let last = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, last);
    last = now;
    return utilization;
  };
}

/**
 * Puts requests through a queue before their server sees them, all but those that never wait
 * (kind.ts). `server` is one server, or `Server.prototype` for all of a process: `next start` lets
 * nobody in front of its own, so `emit` is wrapped, as tracing libraries do.
 */
export function boundRenders(server: Server, queue: RenderQueue): void {
  const { emit } = server;
  server.emit = function (this: Server, event: string | symbol, ...given: unknown[]) {
    const pass = () => Reflect.apply(emit, this, [event, ...given]);
    const [request, response] = given;
    if (event !== "request") return pass();
    if (!(request instanceof IncomingMessage && response instanceof ServerResponse)) return pass();
    const target = request.url ?? "/";
    const kind = requestKind(target);
    if (kind === "immediate") return pass();
    const leave = queue.enter({
      urgent: kind === "urgent",
      // Started by the end of another request, it must not run in that one's context.
      start: AsyncResource.bind(() => {
        if (!request.socket.destroyed) pass();
      }),
      refuse: AsyncResource.bind(() => sendBusy(response, target)),
    });
    onEnd([response, request.socket], leave);
    return true;
  };
}

/**
 * Calls back once, when the first of them closes. A response behind another one on its connection
 * may never do.
 */
function onEnd(endings: (ServerResponse | Socket)[], callback: () => void): void {
  const ended = () => {
    for (const ending of endings) ending.off("close", ended);
    callback();
  };
  for (const ending of endings) ending.once("close", ended);
}
