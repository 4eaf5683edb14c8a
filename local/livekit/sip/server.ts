import type {
  SipAnswers,
  SipDialog,
  SipInvite,
  SipServer,
} from "@/local/carrier/engine/sip-server";
import type { Directory } from "@/local/livekit/directory";
import { Participant } from "@/local/livekit/rooms/participant";
import { personOf, roomOf } from "@/local/livekit/sip/describe";
import { matchRule, matchTrunk } from "@/local/livekit/sip/match";

/** Where the carrier finds the trunks of all projects. */
export const SIP_HOST = "sip.localhost";

const nothing: SipDialog = { sound() {}, hangup() {} };

/** Takes calls as livekit-sip does, within this process instead of by UDP. */
export function sipServer(directory: Directory): SipServer {
  return {
    takes: (host) => host === SIP_HOST || host.endsWith(`.${SIP_HOST}`),
    invite: (invite, answers) => takeCall(directory, invite, answers),
  };
}

function takeCall(directory: Directory, invite: SipInvite, answers: SipAnswers): SipDialog {
  const match = matchTrunk(directory, invite);
  if (match.kind === "refused") {
    queueMicrotask(() => answers.ended(match.code));
    return nothing;
  }
  const { project, trunk } = match;
  queueMicrotask(() => answers.ringing());
  const rule = matchRule(match, invite);
  if (!rule) {
    queueMicrotask(() => answers.ended(404));
    return nothing;
  }
  // Opus is loaded with the first call: few runs have one.
  let dialog: SipDialog | null = null;
  let hasHungUp = false;
  import("@/local/livekit/sip/caller")
    .then(({ Caller }) => {
      if (hasHungUp) return;
      const room = project.openRoom(roomOf(rule, invite), rule.roomConfig ?? {});
      const person = personOf(trunk, rule, invite);
      const { end } = new Participant(person, (self) => new Caller(self, room, answers));
      dialog = end;
      end.enter(trunk);
    })
    .catch((error: unknown) => {
      console.error("livekit:", error);
      answers.ended(500);
    });
  return {
    sound: (frame) => dialog?.sound(frame),
    hangup() {
      hasHungUp = true;
      dialog?.hangup();
    },
  };
}
