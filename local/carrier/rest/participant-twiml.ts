/** What a participant's call runs: the form's words in those of the noun Conference. */
const ATTRIBUTES: Record<string, string> = {
  Muted: "muted",
  Beep: "beep",
  Label: "participantLabel",
  StartConferenceOnEnter: "startConferenceOnEnter",
  EndConferenceOnExit: "endConferenceOnExit",
  CallSidToCoach: "coach",
  WaitUrl: "waitUrl",
  WaitMethod: "waitMethod",
  MaxParticipants: "maxParticipants",
  ConferenceRecord: "record",
  ConferenceTrim: "trim",
  ConferenceStatusCallback: "statusCallback",
  ConferenceStatusCallbackMethod: "statusCallbackMethod",
  ConferenceStatusCallbackEvent: "statusCallbackEvent",
  ConferenceRecordingStatusCallback: "recordingStatusCallback",
  ConferenceRecordingStatusCallbackMethod: "recordingStatusCallbackMethod",
  ConferenceRecordingStatusCallbackEvent: "recordingStatusCallbackEvent",
};

export function participantTwiml(friendlyName: string, form: URLSearchParams): string {
  const attributes = Object.entries(ATTRIBUTES).flatMap(([name, attribute]) =>
    form.has(name) ? [`${attribute}="${escaped(form.getAll(name).join(" "))}"`] : [],
  );
  const noun = `<Conference ${attributes.join(" ")}>${escaped(friendlyName)}</Conference>`;
  return `<Response><Dial>${noun}</Dial></Response>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
