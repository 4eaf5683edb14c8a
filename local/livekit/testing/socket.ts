import { once } from "node:events";
import {
  JoinRequest,
  SignalRequest,
  SignalResponse,
  WrappedJoinRequest,
  WrappedJoinRequest_Compression,
} from "@livekit/protocol";
import { expect } from "vitest";
import { WebSocket } from "ws";

type Message = Exclude<SignalResponse["message"], { case: undefined }>;
type Values = { [M in Message as M["case"]]: M["value"] };

/** A browser's socket without its sound: speaks signalling, message by message. */
export class Socket implements Disposable {
  readonly received: Message[] = [];
  readonly #socket: WebSocket;
  readonly #closed: Promise<unknown>;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    this.#closed = once(socket, "close");
    socket.on("message", (data) => {
      if (!Buffer.isBuffer(data)) return;
      const { message } = SignalResponse.fromBinary(data);
      if (message.case !== undefined) this.received.push(message);
    });
  }

  /** Rejects with the status where the upgrade is refused. */
  static async open(
    url: string,
    token: string,
    join: ConstructorParameters<typeof JoinRequest>[0] = {},
  ): Promise<Socket> {
    const wrapped = new WrappedJoinRequest({
      compression: WrappedJoinRequest_Compression.NONE,
      joinRequest: new JoinRequest(join).toBinary(),
    });
    const query = new URLSearchParams({
      access_token: token,
      join_request: Buffer.from(wrapped.toBinary()).toString("base64url"),
    });
    const socket = new WebSocket(`${url}/rtc/v1?${query}`);
    const opened = new Socket(socket);
    opened.#closed.catch(() => {});
    await once(socket, "open");
    return opened;
  }

  send(message: SignalRequest["message"]): void {
    this.#socket.send(new SignalRequest({ message }).toBinary());
  }

  sendBytes(bytes: Uint8Array): void {
    this.#socket.send(bytes);
  }

  /** The first message of this kind, once it is there. */
  async next<C extends keyof Values>(name: C): Promise<Values[C]> {
    const is = (message: Message): message is Message & { case: C; value: Values[C] } =>
      message.case === name;
    await expect.poll(() => this.received.some(is)).toBe(true);
    const found = this.received.find(is);
    if (!found) throw new Error(`No ${name}`);
    this.received.splice(this.received.indexOf(found), 1);
    return found.value;
  }

  async closed(): Promise<void> {
    await this.#closed;
  }

  [Symbol.dispose](): void {
    this.#socket.terminate();
  }
}
