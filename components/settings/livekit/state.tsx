import { Facts } from "@/components/ui/facts";
import { Notice } from "@/components/ui/notice";
import { formatPhone } from "@/lib/core/phone";
import { agoWords } from "@/lib/livekit-account/reported-words";
import { type LivekitState, readState } from "@/lib/livekit-account/state";
import { conflictSentence, differenceSentence } from "@/lib/livekit-account/words";

/** What stands at LiveKit, which is asked while the page is shown. */
export async function AtLivekit(given: Given & { tenantId: string; numbers: string[] }) {
  return <StateNotice state={await readState(given.tenantId, given.numbers)} {...given} />;
}

type Given = { country: string; reportedAt: string | null };

function StateNotice({ state, country, reportedAt }: Given & { state: LivekitState }) {
  switch (state.kind) {
    case "not_set_up":
      return null;
    case "in_place":
      return (
        <>
          <Notice tone="ok">Everything is in place at LiveKit.</Notice>
          <Facts
            items={[
              {
                label: "Takes calls to",
                value: state.trunk.numbers.map((number) => formatPhone(number, country)).join(", "),
              },
              {
                label: "Last report",
                value: reportedAt ? agoWords(reportedAt, new Date()) : "None yet: see below",
              },
            ]}
          />
        </>
      );
    case "differs":
      return (
        <Notice tone="warn" title="LiveKit isn't set up as it should be">
          <ul className="flex flex-col gap-1">
            {state.differences.map((difference) => (
              <li key={difference.kind}>{differenceSentence(difference, country)}</li>
            ))}
          </ul>
        </Notice>
      );
    case "conflict":
      return (
        <Notice tone="danger" title="Another trunk or rule is in the way">
          {conflictSentence(state)}
        </Notice>
      );
    case "wrong_key":
    case "refused":
      return <Notice tone="danger">{state.message}</Notice>;
    case "unreachable":
      return (
        <Notice tone="warn" title="LiveKit isn't answering">
          Until it does, incoming calls go on as their route says: to phones, or to voicemail.
        </Notice>
      );
  }
}
