import type { Sql } from "postgres";
import type { WebSocket } from "ws";
import { z } from "zod";
import { type Frame, readFrame, type Version, writeFrame } from "@/local/realtime/frame";
import { askPolicies, type Permissions } from "@/local/realtime/policy";
import { type Claims, readToken } from "@/local/realtime/token";

const Join = z.object({
  config: z.object({
    private: z.boolean().default(false),
    broadcast: z
      .object({ ack: z.boolean().default(false), self: z.boolean().default(false) })
      .prefault({}),
    postgres_changes: z.array(z.unknown()).default([]),
  }),
  access_token: z.string().nullish(),
});
const NewToken = z.object({ access_token: z.string() });
const Broadcast = z.looseObject({ type: z.literal("broadcast"), event: z.string() });

/** A channel that one socket has joined. `topic` is without the prefix "realtime:". */
type Channel = {
  topic: string;
  joinRef: string | null;
  token: string;
  permissions: Permissions;
  broadcast: { ack: boolean; self: boolean };
  expiry: NodeJS.Timeout;
};

export type Message = { topic: string; payload: unknown };

export type Connection = {
  /** Sends a broadcast to this socket if it has joined the topic. */
  deliver(message: Message): void;
};

const prefix = "realtime:";
/** Phoenix's own limit: a socket without a message for this long is closed. */
const idleTimeoutMs = 60_000;
/** A client this far behind is disconnected; it joins again and reads everything. */
const maxBacklogBytes = 4_000_000;

/**
 * Speaks the Phoenix protocol with one realtime-js client. Channels are private only; who may
 * listen is decided when a channel is joined and when its token is renewed.
 */
export function serveConnection(
  socket: WebSocket,
  version: Version,
  context: { sql: Sql; jwtSecret: string; publish(message: Message, from: Connection): void },
): Connection {
  const channels = new Map<string, Channel>();

  function send(frame: Frame): void {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > maxBacklogBytes) socket.terminate();
    else socket.send(writeFrame(frame, version));
  }

  function reply(to: Frame, status: "ok" | "error", response: unknown): void {
    send({ ...to, event: "phx_reply", payload: { status, response } });
  }

  function leave(channel: Channel): void {
    clearTimeout(channel.expiry);
    if (channels.get(channel.topic) === channel) channels.delete(channel.topic);
  }

  /** Ends a channel from this side, with the reason in a system message as hosted Realtime does. */
  function shut(channel: Channel, message: string): void {
    leave(channel);
    const { joinRef } = channel;
    const topic = prefix + channel.topic;
    const payload = { channel: channel.topic, extension: "system", status: "error", message };
    send({ joinRef, ref: null, topic, event: "system", payload });
    send({ joinRef, ref: joinRef, topic, event: "phx_close", payload: {} });
  }

  function expireWith(claims: Claims, topic: string): NodeJS.Timeout {
    const ms = Math.max(0, claims.exp * 1000 - Date.now());
    return setTimeout(
      () => {
        const channel = channels.get(topic);
        if (channel) shut(channel, "InvalidJWTToken: Token has expired 0 seconds ago");
      },
      Math.min(ms, 2 ** 31 - 1),
    );
  }

  async function permit(
    token: string,
    topic: string,
  ): Promise<{ claims: Claims; permissions: Permissions } | { refusal: string }> {
    const read = readToken(token, context.jwtSecret, Date.now() / 1000);
    if (read.kind === "refused") return { refusal: read.reason };
    const permissions = await askPolicies(context.sql, read.claims, topic);
    if (permissions.read || permissions.write) return { claims: read.claims, permissions };
    return {
      refusal: `Unauthorized: You do not have permissions to read from this Channel topic: ${topic}`,
    };
  }

  async function join(frame: Frame): Promise<void> {
    const parsed = Join.safeParse(frame.payload);
    const topic = frame.topic.slice(prefix.length);
    const refuse = (reason: string) => reply(frame, "error", { reason });
    if (!parsed.success || !frame.topic.startsWith(prefix) || topic === "") {
      return refuse("InvalidJoin: The topic or its configuration is malformed");
    }
    const { config, access_token: token } = parsed.data;
    if (!config.private) {
      return refuse("PrivateOnly: This project only allows private channels");
    }
    if (config.postgres_changes.length > 0) {
      return refuse("Unsupported: listen to broadcasts from the database instead");
    }
    const permitted = await permit(token ?? "", topic);
    if ("refusal" in permitted) return refuse(permitted.refusal);
    const before = channels.get(topic);
    if (before) shut(before, "The channel was joined again");
    channels.set(topic, {
      topic,
      joinRef: frame.joinRef ?? frame.ref,
      token: token ?? "",
      permissions: permitted.permissions,
      broadcast: config.broadcast,
      expiry: expireWith(permitted.claims, topic),
    });
    reply(frame, "ok", { postgres_changes: [] });
  }

  async function renew(channel: Channel, payload: unknown): Promise<void> {
    const parsed = NewToken.safeParse(payload);
    if (!parsed.success || parsed.data.access_token === channel.token) return;
    const token = parsed.data.access_token;
    const permitted = await permit(token, channel.topic);
    if (channels.get(channel.topic) !== channel) return;
    if ("refusal" in permitted) return shut(channel, permitted.refusal);
    clearTimeout(channel.expiry);
    channel.token = token;
    channel.permissions = permitted.permissions;
    channel.expiry = expireWith(permitted.claims, channel.topic);
  }

  function broadcast(channel: Channel, frame: Frame): void {
    const message = Broadcast.safeParse(frame.payload);
    if (!message.success) return;
    if (!channel.permissions.write) {
      const reason = `Unauthorized: You do not have permissions to write to this Channel topic: ${channel.topic}`;
      if (channel.broadcast.ack) reply(frame, "error", { reason });
      return;
    }
    context.publish({ topic: channel.topic, payload: message.data }, connection);
    if (channel.broadcast.self) connection.deliver({ topic: channel.topic, payload: message.data });
    if (channel.broadcast.ack) reply(frame, "ok", {});
  }

  async function handle(frame: Frame): Promise<void> {
    if (frame.topic === "phoenix" && frame.event === "heartbeat") return reply(frame, "ok", {});
    if (frame.event === "phx_join") return join(frame);
    const channel = channels.get(frame.topic.slice(prefix.length));
    if (!channel) {
      return reply(frame, "error", { reason: "unmatched topic" });
    }
    if (frame.joinRef !== null && frame.joinRef !== channel.joinRef) return;
    if (frame.event === "access_token") return renew(channel, frame.payload);
    if (frame.event === "broadcast") return broadcast(channel, frame);
    if (frame.event === "phx_leave") {
      leave(channel);
      reply(frame, "ok", {});
      send({ ...frame, ref: channel.joinRef, event: "phx_close", payload: {} });
    }
  }

  const idleTimeout = setTimeout(() => socket.terminate(), idleTimeoutMs);
  // One after another: a leave must not overtake the join before it.
  let queue = Promise.resolve();
  socket.on("message", (data, isBinary) => {
    idleTimeout.refresh();
    const frame = readFrame(data, isBinary, version);
    if (!frame) return;
    queue = queue
      .then(() => handle(frame))
      .catch(() => {
        reply(frame, "error", { reason: "The database did not answer; try again" });
      });
  });
  socket.on("error", () => socket.terminate());
  socket.on("close", () => {
    clearTimeout(idleTimeout);
    for (const channel of channels.values()) leave(channel);
  });

  const connection: Connection = {
    deliver({ topic, payload }) {
      const channel = channels.get(topic);
      if (!channel?.permissions.read) return;
      const { joinRef } = channel;
      send({ joinRef, ref: null, topic: prefix + topic, event: "broadcast", payload });
    },
  };
  return connection;
}
