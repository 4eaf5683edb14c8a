import { expect, test } from "vitest";
import { SILENCE } from "@/local/carrier/media/g711";
import { sign } from "@/local/carrier/signature";
import { ACME, CUSTOMER, type Line, openLine } from "@/local/carrier/testing/line";
import { type StreamServer, startStreamServer } from "@/local/carrier/testing/stream-server";

const FRAME = Buffer.alloc(160, 0x20).toString("base64");

function connectTo(url: string, action = ' action="/after"'): string {
  return (
    `<Response><Connect${action}><Stream url="${url}" name="agent" statusCallback="/stream">` +
    '<Parameter name="token" value="abc"/></Stream></Connect><Say>Next</Say></Response>'
  );
}

/** A caller whose leg is streamed to a server. */
async function streaming(server: StreamServer, line: Line) {
  line.app.on("/answer", connectTo(server.url));
  line.app.on("/after", "<Response><Hangup/></Response>");
  const { callSid } = await line.control.handset(line.sid, CUSTOMER).dial(ACME);
  const socket = await server.socket();
  await expect.poll(() => server.of("media").length).toBeGreaterThan(2);
  const streamSid = String(server.messages[1]?.streamSid);
  const send = (message: object) => socket.send(JSON.stringify({ streamSid, ...message }));
  return { callSid, socket, streamSid, send };
}

test("a stream begins with connected, start and silence, in frames of 20 ms", async () => {
  const server = await startStreamServer();
  await using line = await openLine();
  const { callSid, streamSid } = await streaming(server, line);
  expect(server.signatures).toEqual([sign(line.authToken, server.url)]);
  expect(server.messages.slice(0, 3)).toEqual([
    { event: "connected", protocol: "Call", version: "1.0.0" },
    {
      event: "start",
      sequenceNumber: "1",
      streamSid: expect.stringMatching(/^MZ[0-9a-f]{32}$/),
      start: {
        streamSid,
        accountSid: line.sid,
        callSid,
        tracks: ["inbound"],
        customParameters: { token: "abc" },
        mediaFormat: { encoding: "audio/x-mulaw", sampleRate: 8000, channels: 1 },
      },
    },
    {
      event: "media",
      sequenceNumber: "2",
      streamSid,
      media: {
        track: "inbound",
        chunk: "1",
        timestamp: "0",
        payload: Buffer.alloc(160, SILENCE).toString("base64"),
      },
    },
  ]);
  await expect.poll(() => line.app.at("/stream")).toHaveLength(1);
  expect(line.app.at("/stream")[0]?.params).toEqual({
    AccountSid: line.sid,
    CallSid: callSid,
    StreamSid: streamSid,
    StreamName: "agent",
    StreamEvent: "stream-started",
    Timestamp: expect.any(String),
  });
  await server.close();
});

test("marks return in order, each when what was before it has been played", async () => {
  const server = await startStreamServer();
  await using line = await openLine();
  const { send } = await streaming(server, line);
  send({ event: "mark", mark: { name: "first" } });
  for (let frame = 0; frame < 10; frame++) send({ event: "media", media: { payload: FRAME } });
  send({ event: "mark", mark: { name: "after 200 ms" } });
  await expect.poll(() => server.of("mark").length).toBe(2);
  const [first, second] = server.of("mark");
  expect([first?.mark, second?.mark]).toEqual([{ name: "first" }, { name: "after 200 ms" }]);
  if (!first || !second) throw new Error("Two marks had come");
  const { messages } = server;
  const between = messages.slice(messages.indexOf(first), messages.indexOf(second));
  const frames = between.filter(({ event }) => event === "media").length;
  expect(frames).toBeGreaterThanOrEqual(9);
  expect(frames).toBeLessThanOrEqual(11);
  await server.close();
});

test("a clear drops what waits and returns all marks at once", async () => {
  const server = await startStreamServer();
  await using line = await openLine();
  const { send } = await streaming(server, line);
  for (let piece = 0; piece < 20; piece++) {
    for (let frame = 0; frame < 25; frame++) send({ event: "media", media: { payload: FRAME } });
    send({ event: "mark", mark: { name: `piece ${piece}` } });
  }
  send({ event: "clear" });
  await expect.poll(() => server.of("mark").length).toBe(20);
  const before = server.of("media").length;
  send({ event: "mark", mark: { name: "last" } });
  await expect.poll(() => server.of("mark").length).toBe(21);
  expect(server.of("media").length - before).toBeLessThan(25);
  await server.close();
});

test("keys come as dtmf", async () => {
  const server = await startStreamServer();
  await using line = await openLine();
  await streaming(server, line);
  await line.control.handset(line.sid, CUSTOMER).press("0#");
  await expect.poll(() => server.of("dtmf").length).toBe(2);
  expect(server.of("dtmf").map(({ dtmf }) => dtmf)).toEqual([
    { track: "inbound_track", digit: "0" },
    { track: "inbound_track", digit: "#" },
  ]);
  await server.close();
});

test("when the server closes the socket, the action is asked for what comes next", async () => {
  const server = await startStreamServer();
  await using line = await openLine();
  const { callSid, socket } = await streaming(server, line);
  socket.close();
  await expect.poll(() => line.app.at("/after")).toHaveLength(1);
  expect(line.app.at("/after")[0]?.params).toMatchObject({
    CallSid: callSid,
    CallStatus: "in-progress",
  });
  await expect
    .poll(() => line.app.at("/stream").map(({ params }) => params.StreamEvent))
    .toEqual(["stream-started", "stream-stopped"]);
  await server.close();
});

test("without an action, the next verb follows", async () => {
  const server = await startStreamServer();
  await using line = await openLine();
  line.app.on("/answer", connectTo(server.url, ""));
  await line.control.handset(line.sid, CUSTOMER).dial(ACME);
  (await server.socket()).close();
  await expect
    .poll(async () => (await line.control.handset(line.sid, CUSTOMER).state()).hears)
    .toBe("Next");
  await server.close();
});

test("a caller who hangs up stops the stream, and the action is requested", async () => {
  const server = await startStreamServer();
  await using line = await openLine();
  const { callSid, streamSid } = await streaming(server, line);
  await line.control.handset(line.sid, CUSTOMER).hangup();
  await expect.poll(() => server.of("stop").length).toBe(1);
  expect(server.of("stop")[0]).toMatchObject({
    streamSid,
    stop: { accountSid: line.sid, callSid },
  });
  await expect.poll(() => line.app.at("/after")[0]?.params.CallStatus).toBe("completed");
  await server.close();
});

test.each([
  ["an upgrade that is refused", async () => await startStreamServer(403), "31920"],
  ["a query string", async () => await startStreamServer(), "31920"],
  [
    "nobody there",
    async () => ({ url: "ws://127.0.0.1:9/twilio", close: async () => {} }),
    "31901",
  ],
])("%s is a stream-error, and the action decides", async (name, start, code) => {
  const server = await start();
  await using line = await openLine();
  line.app.on("/answer", connectTo(server.url + (name === "a query string" ? "?call=1" : "")));
  line.app.on("/after", "<Response><Hangup/></Response>");
  await line.control.handset(line.sid, CUSTOMER).dial(ACME);
  await expect.poll(() => line.app.at("/after")).toHaveLength(1);
  await expect.poll(() => line.app.at("/stream")).toHaveLength(1);
  expect(line.app.at("/stream")[0]?.params).toMatchObject({
    StreamEvent: "stream-error",
    StreamError: expect.stringContaining(code),
  });
  await server.close();
});

test.each([
  ["a connection that breaks", (socket: { terminate(): void }) => socket.terminate(), "31903"],
  ["a message of no kind", (socket: { send(text: string): void }) => socket.send("{}"), "31924"],
])("%s is a stream-error", async (_, spoil, code) => {
  const server = await startStreamServer();
  await using line = await openLine();
  const { socket } = await streaming(server, line);
  spoil(socket);
  await expect.poll(() => line.app.at("/after")).toHaveLength(1);
  await expect.poll(() => line.app.at("/stream").at(-1)?.params.StreamError ?? "").toContain(code);
  await server.close();
});

test("a person's sentence goes out as sound, and what they hear is heard", async () => {
  const server = await startStreamServer();
  await using line = await openLine();
  const { send } = await streaming(server, line);
  const phone = line.control.handset(line.sid, CUSTOMER);
  const { seconds } = await phone.say("hello");
  expect(seconds).toBeGreaterThan(0.3);
  const silence = Buffer.alloc(160, SILENCE).toString("base64");
  const voiced = () =>
    server.of("media").filter(({ media }) => Object(media).payload !== silence).length;
  await expect.poll(voiced).toBeGreaterThan(10);
  const before = server.of("media").length;
  await expect.poll(() => server.of("media").length - before).toBeGreaterThan(seconds * 50);
  for (let frame = 0; frame < 20; frame++) send({ event: "media", media: { payload: FRAME } });
  expect((await phone.listen({ silenceMs: 100 })).heardMs).toBe(400);
  await server.close();
});
