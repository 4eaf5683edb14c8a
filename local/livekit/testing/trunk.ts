import { SIPHeaderOptions } from "@livekit/protocol";
import { ACME, CUSTOMER, type Line, openLine } from "@/local/carrier/testing/line";
import { type OpenProject, openProject } from "@/local/livekit/testing/project";

export type Trunk = AsyncDisposable & {
  open: OpenProject;
  line: Line;
  trunkId: string;
  /** The customer calls Acme, whose app answers with this noun in a Dial. */
  call(noun?: string): Promise<void>;
};

const EVENTS = 'statusCallback="/leg" statusCallbackEvent="initiated ringing answered completed"';
const address = `sip:${ACME}@sip.localhost;transport=tcp?X-Ringbook-Call=c-1&amp;X-More=m`;

export const sipNoun = (credentials = 'username="u" password="p"') =>
  `<Sip ${credentials} ${EVENTS}>${address}</Sip>`;

/** A carrier and a project of LiveKit that has a trunk for Acme's number, with a rule. */
export async function openTrunk(): Promise<Trunk> {
  const open = await openProject();
  const line = await openLine({ carrier: { sip: open.livekit.sip, hasSound: true } });
  const { sipTrunkId } = await open.sip.createSipInboundTrunk("acme", [ACME], {
    ...{ authUsername: "u", authPassword: "p" },
    headersToAttributes: { "X-Ringbook-Call": "ringbook.call" },
    includeHeaders: SIPHeaderOptions.SIP_X_HEADERS,
  });
  await open.sip.createSipDispatchRule(
    { type: "individual", roomPrefix: "call-x" },
    { trunkIds: [sipTrunkId], attributes: { "ringbook.tenant": "a" } },
  );
  line.app.on("/dialed", "<Response><Say>Goodbye</Say></Response>");
  return {
    ...{ open, line, trunkId: sipTrunkId },
    async call(noun = sipNoun()) {
      const dial = `<Dial answerOnBridge="true" action="/dialed">${noun}</Dial>`;
      line.app.on("/answer", `<Response>${dial}</Response>`);
      await line.control.handset(line.sid, CUSTOMER).dial(ACME);
      await line.control.advance(line.sid, 2);
    },
    async [Symbol.asyncDispose]() {
      await line[Symbol.asyncDispose]();
      await open[Symbol.asyncDispose]();
    },
  };
}
