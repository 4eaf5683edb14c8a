import { type Line, openLine, REP } from "@/local/carrier/testing/line";

const SCREEN = `<Response>
  <Gather numDigits="1" timeout="5" action="/accepted"><Say>Press 1 to accept</Say></Gather>
  <Hangup/>
</Response>`;

function forward(line: Line, extra = "") {
  const { origin } = line.app;
  return `<Response><Say>Welcome to Acme, this call is recorded</Say>
    <Dial action="/dialed" timeout="20" record="record-from-answer-dual"
      recordingStatusCallback="${origin}/recording" ${extra}>
      <Number url="/screen" statusCallback="${origin}/child-status"
        statusCallbackEvent="initiated ringing answered completed">${REP}</Number>
    </Dial></Response>`;
}

/** A number whose callers ring the rep, who presses 1 to accept. */
export async function ringing(options: Parameters<typeof openLine>[0] = {}, extra = "") {
  const line = await openLine(options);
  line.app.on("/answer", forward(line, extra));
  line.app.on("/screen", SCREEN);
  line.app.on("/accepted", "<Response/>");
  line.app.on("/dialed", "<Response><Say>Sorry, nobody is here</Say></Response>");
  return line;
}

/** What was reported at a path, in order. */
export const statuses = (line: Line, path: string) =>
  line.app.at(path).map((hit) => hit.params.CallStatus);
