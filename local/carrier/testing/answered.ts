import type { Reply } from "@/local/carrier/testing/app";
import { clickToCall, type Line, REP } from "@/local/carrier/testing/line";

/** A rep picks up after a second and hears this TwiML. */
export async function answered(line: Line, twiml: Reply, extra: Record<string, string> = {}) {
  line.app.on("/connect", twiml);
  await line.control.scriptHandset(line.sid, REP, { behaviour: "answers", afterSeconds: 1 });
  const { body } = await clickToCall(line, extra);
  await line.control.advance(line.sid, 2);
  return String(body.sid);
}

export async function spoken(line: Line): Promise<string[]> {
  const log = await line.control.log(line.sid);
  return log.flatMap((entry) => (entry.kind === "spoken" ? [entry.text] : []));
}

export async function warnings(line: Line): Promise<number[]> {
  const log = await line.control.log(line.sid);
  return log.flatMap((entry) => (entry.kind === "warning" ? [entry.code] : []));
}
