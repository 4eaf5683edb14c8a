import { answered } from "@/local/carrier/testing/answered";
import { ACME, CUSTOMER, type Line } from "@/local/carrier/testing/line";

const EVENTS =
  'statusCallback="/room" statusCallbackEvent="start end join leave mute hold modify announcement"';

/** A customer calls and comes into the room "Acme 1"; gives the sid of their leg. */
export async function customerEnters(
  line: Line,
  attributes = "",
  dial = "",
  events = EVENTS,
): Promise<string> {
  line.app.on(
    "/answer",
    `<Response><Dial action="/left" ${dial}><Conference ${events} ${attributes}>Acme 1</Conference>
     </Dial></Response>`,
  );
  line.app.on("/left", "<Response><Say>Goodbye</Say></Response>");
  const { callSid } = await line.control.handset(line.sid, CUSTOMER).dial(ACME);
  await line.control.settle(line.sid);
  return callSid;
}

/** A rep is called and comes into the same room; gives the sid of their leg. */
export async function repEnters(line: Line, attributes = ""): Promise<string> {
  const noun = `<Conference ${EVENTS} ${attributes}>Acme 1</Conference>`;
  return await answered(line, `<Response><Dial>${noun}</Dial><Say>Bye, rep</Say></Response>`);
}

/** The events of the room so far, each with the leg that it is about. */
export function roomEvents(line: Line): [event: string | undefined, callSid: string | undefined][] {
  return line.app.at("/room").map(({ params }) => [params.StatusCallbackEvent, params.CallSid]);
}
