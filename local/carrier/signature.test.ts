import { expect, test } from "vitest";
import { sign, signedUrl } from "@/local/carrier/signature";
import { clickToCall, openLine, REP } from "@/local/carrier/testing/line";

// The worked examples of https://www.twilio.com/docs/usage/webhooks/webhooks-security.
test.each([
  ["mycompany.com", "+12349013030", "0/KCTR6DLpKmkAf8muzZqo1nDgQ="],
  ["example.com", "+14158675310", "L/OH5YylLD5NRKLltdqwSvS0BnU="],
])("the documented example of %s from %s has its signature", (host, from, signature) => {
  const params = [
    ["CallSid", "CA1234567890ABCDE"],
    ["Caller", from],
    ["Digits", "1234"],
    ["From", from],
    ["To", "+18005551212"],
  ] as const;
  expect(sign("12345", `https://${host}/myapp.php?foo=1&bar=2`, params)).toBe(signature);
});

test("the order of parameters and repeated values make no difference", () => {
  const url = "https://mycompany.com/a";
  const one = sign("t", url, [
    ["b", "2"],
    ["a", "1"],
    ["a", "1"],
  ]);
  expect(one).toBe(
    sign("t", url, [
      ["a", "1"],
      ["b", "2"],
    ]),
  );
});

test.each([
  ["https://user:pass@app.test:8443/a?b=1#rc=2", "https://app.test/a?b=1"],
  ["http://app.test:3000/a#rc=2", "http://app.test:3000/a"],
])("%s is signed as %s", (url, signed) => {
  expect(signedUrl(url)).toBe(signed);
});

test("every webhook carries the signature of its owning account's token", async () => {
  await using line = await openLine();
  await line.control.scriptHandset(line.sid, REP, { behaviour: "busy" });
  await clickToCall(line, { StatusCallback: `${line.app.origin}/status?call=a%20b#rc=1` });
  await line.control.runUntilIdle(line.sid);
  expect(line.app.at("/status")).not.toHaveLength(0);
  for (const hit of line.app.at("/status")) {
    const { call: _query, ...form } = hit.params;
    const expected = sign(
      line.authToken,
      `${line.app.origin}/status?call=a%20b`,
      Object.entries(form),
    );
    expect(hit.headers["x-twilio-signature"]).toBe(expected);
    expect(hit.headers["user-agent"]).toBe("TwilioProxy/1.1");
  }
});
