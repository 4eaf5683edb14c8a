import { expect, test } from "vitest";
import { ringing, statuses } from "@/local/carrier/testing/inbound";
import { ACME, CUSTOMER, REP } from "@/local/carrier/testing/line";

const second = "+12065550124";

test("of several phones the first that accepts wins, and the others stop ringing", async () => {
  await using line = await ringing();
  const { control, app, sid } = line;
  const numbers = [REP, second].map(
    (number) => `<Number url="/screen" statusCallback="/child-status"
      statusCallbackEvent="completed">${number}</Number>`,
  );
  app.on("/answer", `<Response><Dial action="/dialed">${numbers.join("")}</Dial></Response>`);
  // The first one picks up and never accepts: the second still wins.
  await control.scriptHandset(sid, REP, { behaviour: "voicemail", pickupAfterSeconds: 1 });
  await control.scriptHandset(sid, second, {
    behaviour: "answers",
    afterSeconds: 3,
    press: [{ digits: "1", whenGathering: true }],
    hangupAfterSeconds: 20,
  });
  await control.handset(sid, CUSTOMER).dial(ACME);
  await control.runUntilIdle(sid);
  const ends = app.at("/child-status").map((hit) => [hit.params.To, hit.params.CallStatus]);
  expect(ends).toEqual([
    [REP, "completed"],
    [second, "completed"],
  ]);
  const winner = app.at("/child-status")[1]?.params.CallSid;
  expect(app.at("/dialed")[0]?.params).toMatchObject({ DialCallSid: winner, DialBridged: "true" });
});

test("when one of several phones is answered, those still ringing are canceled", async () => {
  await using line = await ringing();
  const { control, app, sid } = line;
  app.on(
    "/answer",
    `<Response><Dial action="/dialed"><Number>${REP}</Number>
      <Number statusCallback="/child-status">${second}</Number></Dial></Response>`,
  );
  await control.handset(sid, CUSTOMER).dial(ACME);
  await control.settle(sid);
  await control.advance(sid, 3);
  expect((await control.handset(sid, second).state()).state).toBe("ringing");
  await control.handset(sid, REP).answer();
  await control.settle(sid);
  expect((await control.handset(sid, second).state()).state).toBe("idle");
  expect(statuses(line, "/child-status")).toEqual(["canceled"]);
  expect((await control.handset(sid, REP).state()).state).toBe("in-call");
});
