import { expect, test } from "vitest";
import { clickToCall, type Line, openLine, REP } from "@/local/carrier/testing/line";

/** A rep who declines: the call's only events are initiated, ringing and the end. */
async function declinedCall(line: Line, statusCallback = `${line.app.origin}/status`) {
  await line.control.scriptHandset(line.sid, REP, { behaviour: "declines", afterSeconds: 3 });
  await clickToCall(line, { StatusCallback: statusCallback });
}

const seen = (line: Line) => line.app.at("/status").map((hit) => hit.params.CallStatus);

test("a 5xx answer is not repeated by default", async () => {
  await using line = await openLine();
  line.app.on("/status", { status: 503 });
  await declinedCall(line);
  await line.control.runUntilIdle(line.sid);
  expect(seen(line)).toEqual(["initiated", "ringing", "busy"]);
});

test("a connection that fails is repeated once by default", async () => {
  await using line = await openLine();
  await declinedCall(line, "http://127.0.0.1:1/status");
  await line.control.runUntilIdle(line.sid);
  const attempts = (await line.control.log(line.sid)).flatMap((entry) =>
    entry.kind === "webhook" ? [[entry.params.CallStatus, entry.attempt, entry.outcome]] : [],
  );
  expect(attempts.filter(([status]) => status === "busy")).toEqual([
    ["busy", 1, "ct"],
    ["busy", 2, "ct"],
  ]);
});

test("the URL's fragment asks for retries, which carry the same idempotency token", async () => {
  await using line = await openLine();
  let refusals = 2;
  line.app.on("/status", (hit) =>
    hit.params.CallStatus === "busy" && refusals-- > 0 ? { status: 500 } : { status: 204 },
  );
  await declinedCall(line, `${line.app.origin}/status?call=1#rc=3&rp=5xx,ct,rt`);
  await line.control.runUntilIdle(line.sid);
  const ends = line.app.at("/status").filter((hit) => hit.params.CallStatus === "busy");
  expect(ends).toHaveLength(3);
  expect(ends[0]?.url).toBe("/status?call=1");
  expect(new Set(ends.map((hit) => hit.headers["i-twilio-idempotency-token"])).size).toBe(1);
  expect(new Set(ends.map((hit) => hit.params.SequenceNumber))).toEqual(new Set(["2"]));
});

test("4xx is repeated only where the policy says all", async () => {
  await using line = await openLine();
  line.app.on("/status", { status: 404 });
  await declinedCall(line, `${line.app.origin}/status#rc=1&rp=5xx`);
  await line.control.runUntilIdle(line.sid);
  expect(seen(line)).toHaveLength(3);
  await clickToCall(line, { StatusCallback: `${line.app.origin}/status#rc=1&rp=all` });
  await line.control.runUntilIdle(line.sid);
  expect(seen(line)).toHaveLength(9);
});

test("a delayed event arrives after later ones", async () => {
  await using line = await openLine();
  await line.control.fault(line.sid, {
    match: { event: "ringing" },
    effect: { kind: "delay", seconds: 60 },
  });
  await declinedCall(line);
  await line.control.runUntilIdle(line.sid);
  expect(seen(line)).toEqual(["initiated", "busy", "ringing"]);
});

test("a reordered event waits until the next one has been sent", async () => {
  await using line = await openLine();
  await line.control.fault(line.sid, {
    match: { event: "initiated", kind: "status" },
    effect: { kind: "reorder" },
  });
  await declinedCall(line);
  await line.control.runUntilIdle(line.sid);
  expect(seen(line)).toEqual(["ringing", "initiated", "busy"]);
});

test("a reordered event with nothing after it still arrives", async () => {
  await using line = await openLine();
  await line.control.fault(line.sid, { match: { event: "busy" }, effect: { kind: "reorder" } });
  await declinedCall(line);
  await line.control.runUntilIdle(line.sid);
  expect(seen(line)).toEqual(["initiated", "ringing", "busy"]);
});

test("a duplicated event is the same request again", async () => {
  await using line = await openLine();
  await line.control.fault(line.sid, {
    match: { event: "busy" },
    effect: { kind: "duplicate", copies: 2 },
  });
  await declinedCall(line);
  await line.control.runUntilIdle(line.sid);
  const ends = line.app.at("/status").filter((hit) => hit.params.CallStatus === "busy");
  expect(ends).toHaveLength(3);
  expect(new Set(ends.map((hit) => JSON.stringify(hit.params))).size).toBe(1);
});

test("a dropped event is never sent", async () => {
  await using line = await openLine();
  await line.control.fault(line.sid, { match: { event: "busy" }, effect: { kind: "drop" } });
  await declinedCall(line, `${line.app.origin}/status#rc=3&rp=all`);
  await line.control.runUntilIdle(line.sid);
  expect(seen(line)).toEqual(["initiated", "ringing"]);
});

test("an event answered with 503 by the fault arrives with its retry", async () => {
  await using line = await openLine();
  await line.control.fault(line.sid, {
    match: { event: "busy" },
    times: 2,
    effect: { kind: "respond", status: 503 },
  });
  await declinedCall(line, `${line.app.origin}/status#rc=3&rp=5xx`);
  await line.control.runUntilIdle(line.sid);
  expect(seen(line)).toEqual(["initiated", "ringing", "busy"]);
  const attempts = (await line.control.log(line.sid)).flatMap((entry) =>
    entry.kind === "webhook" && entry.params.CallStatus === "busy" ? [entry.status] : [],
  );
  expect(attempts).toEqual([503, 503, 204]);
});

test("an answer that is not read is a read timeout, so the app sees the event twice", async () => {
  await using line = await openLine();
  await line.control.fault(line.sid, {
    match: { event: "busy" },
    times: 1,
    effect: { kind: "hang" },
  });
  await declinedCall(line, `${line.app.origin}/status#rc=3&rp=rt`);
  await line.control.runUntilIdle(line.sid);
  expect(seen(line)).toEqual(["initiated", "ringing", "busy", "busy"]);
});

test("an app that never answers runs into the read timeout of the fragment", async () => {
  await using line = await openLine();
  let release = () => {};
  const hung = new Promise<void>((resolve) => {
    release = resolve;
  });
  line.app.on("/status", async (hit) => {
    if (hit.params.CallStatus === "busy") await hung;
    return { status: 204 };
  });
  await declinedCall(line, `${line.app.origin}/status#rt=100&rc=0`);
  await line.control.runUntilIdle(line.sid);
  const last = (await line.control.log(line.sid)).findLast((entry) => entry.kind === "webhook");
  expect(last).toMatchObject({ outcome: "rt", status: null });
  release();
});

test("redirects of a webhook are followed and signed again", async () => {
  await using line = await openLine();
  line.app.on("/status", { status: 302, headers: { Location: "/moved?a=1" } });
  await declinedCall(line);
  await line.control.runUntilIdle(line.sid);
  expect(line.app.at("/moved")).toHaveLength(3);
  expect(line.app.at("/moved")[0]?.method).toBe("GET");
});

test.each(["http://", "ftp://app.test/x", "http://127.0.0.1:1/gone"])(
  "a redirect to %s is a failure like any other",
  async (location) => {
    await using line = await openLine();
    line.app.on("/status", { status: 302, headers: { Location: location } });
    await declinedCall(line, `${line.app.origin}/status#rc=0`);
    await line.control.runUntilIdle(line.sid);
    expect(seen(line)).toHaveLength(3);
    const last = (await line.control.log(line.sid)).findLast((entry) => entry.kind === "webhook");
    expect(last).toMatchObject({ outcome: "ct" });
  },
);

test("a webhook asked for by GET carries its parameters in the query", async () => {
  await using line = await openLine();
  await line.control.scriptHandset(line.sid, REP, { behaviour: "busy" });
  await clickToCall(line, { StatusCallbackMethod: "GET" });
  await line.control.runUntilIdle(line.sid);
  const hit = line.app.at("/status").at(-1);
  expect(hit?.method).toBe("GET");
  expect(hit?.url).toContain("CallStatus=busy");
});

test("while the API is down nothing is carried out, and a lost answer is", async () => {
  await using line = await openLine();
  await line.control.fault(line.sid, { api: "down", match: { method: "POST" }, times: 1 });
  await expect(clickToCall(line)).rejects.toThrow();
  expect(await line.control.calls(line.sid)).toHaveLength(0);
  await line.control.fault(line.sid, { api: "lose-answer", times: 1 });
  await expect(clickToCall(line)).rejects.toThrow();
  expect(await line.control.calls(line.sid)).toHaveLength(1);
  await line.control.fault(line.sid, {
    api: { error: { status: 429, code: 20429, message: "Too many requests" } },
    times: 1,
  });
  expect(await clickToCall(line)).toMatchObject({ status: 429, body: { code: 20429 } });
});

test("a 5xx can come after the request was carried out, and an answer can stay away for good", async () => {
  await using line = await openLine();
  const error = { status: 500, code: 20500, message: "Internal server error" };
  await line.control.fault(line.sid, { api: { error }, times: 1 });
  await line.control.fault(line.sid, { api: { error, carriedOut: true }, times: 1 });
  expect(await clickToCall(line)).toMatchObject({ status: 500, body: { code: 20500 } });
  expect(await line.control.calls(line.sid)).toHaveLength(0);
  expect(await clickToCall(line)).toMatchObject({ status: 500, body: { code: 20500 } });
  expect(await line.control.calls(line.sid)).toHaveLength(1);
  await line.control.fault(line.sid, { api: "hang", times: 1 });
  const unanswered = clickToCall(line).catch(() => "closed");
  await expect.poll(async () => (await line.control.calls(line.sid)).length).toBe(2);
  await line.carrier.close();
  expect(await unanswered).toBe("closed");
});

test("a fault can strike a share of the requests, chosen by seed, and is counted", async () => {
  const struck = async () => {
    await using line = await openLine();
    const error = { status: 500, code: 20500, message: "Internal server error" };
    const rule = { api: { error }, share: 0.5, seed: "half" };
    const { id } = await line.control.fault(line.sid, rule);
    const statuses: number[] = [];
    while (statuses.length < 40) statuses.push((await line.rest("GET", "/Calls.json")).status);
    const failed = statuses.filter((status) => status === 500).length;
    expect(await line.control.faults(line.sid)).toEqual([{ id, rule, taken: failed }]);
    await line.control.clearFaults(line.sid, id);
    expect(await line.control.faults(line.sid)).toEqual([]);
    return statuses;
  };
  const statuses = await struck();
  expect(await struck()).toEqual(statuses);
  const failed = statuses.filter((status) => status === 500).length;
  expect(failed).toBeGreaterThan(10);
  expect(failed).toBeLessThan(30);
});

test("an answer to the create can come after the call's first webhook", async () => {
  await using line = await openLine();
  await line.control.fault(line.sid, { api: "late-answer", times: 1 });
  const order: string[] = [];
  line.app.on("/status", () => {
    order.push("webhook");
    return { status: 204 };
  });
  const created = clickToCall(line).then(() => order.push("answer"));
  await expect.poll(async () => (await line.control.calls(line.sid)).length).toBe(1);
  await line.control.advance(line.sid, 0.3);
  await created;
  expect(order).toEqual(["webhook", "answer"]);
});
