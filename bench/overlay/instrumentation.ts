import { IncomingMessage, Server } from "node:http";
import { boundProcess } from "@/lib/renders/bound-process";

/** As the app's own; the floors of the webhooks wait in no queue either. */
export function register(): void {
  const { emit } = Server.prototype;
  boundProcess();
  const { emit: queued } = Server.prototype;
  Server.prototype.emit = function (this: Server, event: string | symbol, ...given: unknown[]) {
    const [request] = given;
    const isFloor =
      request instanceof IncomingMessage && request.url?.startsWith("/api/twilio/floor");
    return Reflect.apply(isFloor ? emit : queued, this, [event, ...given]);
  };
}
