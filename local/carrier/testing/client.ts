import { ACME, CUSTOMER, type Line } from "@/local/carrier/testing/line";

export const CLIENT =
  '<Client statusCallback="/leg" statusCallbackEvent="initiated ringing answered completed">' +
  '<Identity>ana</Identity><Parameter name="call" value="7/8 ü"/></Client>';

/** A customer's call rings at the browsers of ana. */
export async function customerCalls(line: Line, twiml = `<Dial action="/dialed">${CLIENT}</Dial>`) {
  line.app.on("/answer", `<Response>${twiml}</Response>`);
  line.app.on("/dialed", "<Response/>");
  const { callSid } = await line.control.handset(line.sid, CUSTOMER).dial(ACME);
  await line.control.advance(line.sid, 1);
  return callSid;
}

/** The leg of ana's browsers. */
export const legOf = async (line: Line) =>
  (await line.control.calls(line.sid)).find(({ to }) => to === "client:ana");
