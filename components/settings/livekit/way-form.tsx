import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { SwitchField } from "@/components/ui/switch-field";
import { chooseBrowserCalls } from "@/lib/livekit-account/actions";
import { silenceChoices } from "@/lib/livekit-account/silences";
import type { LivekitSettings } from "@/lib/livekit-account/store";

/** Twilio's browser phone or LiveKit's rooms, and when silence ends a call in a room. */
export function WayForm({ saved }: { saved: LivekitSettings }) {
  const { silence_seconds, has_programmable_sip } = saved;
  const way = saved.is_on ? "livekit" : "twilio";
  return (
    <Form
      action={chooseBrowserCalls}
      loaded={{ way, has_programmable_sip, silence_seconds }}
      label="How calls reach the browser"
    >
      <SelectField
        label="Incoming calls reach the browser by"
        name="way"
        defaultValue={way}
        hint="Calls that are placed here go by Twilio either way; a colleague's browser rings as for any call."
      >
        <option value="twilio">Twilio's browser phone</option>
        <option value="livekit">LiveKit rooms</option>
      </SelectField>
      <SwitchField
        label="Enhanced Programmable SIP is on"
        name="has_programmable_sip"
        defaultChecked={has_programmable_sip}
        hint="Twilio Console → Voice → Settings. Without it Twilio refuses to ring a room and a phone at once: such calls ring Twilio's browser phone beside the phone instead."
      />
      <SelectField
        label="End a call in a room when nobody speaks for"
        name="silence_seconds"
        defaultValue={silence_seconds ?? ""}
        hint="People in the room are warned first. Ringing never counts as silence. A route can have its own setting."
      >
        <option value="">Never</option>
        {silenceChoices(silence_seconds).map((seconds) => (
          <option key={seconds} value={seconds}>
            {seconds} seconds
          </option>
        ))}
      </SelectField>
      <FormNotice />
      <SubmitButton className="self-start">Save</SubmitButton>
    </Form>
  );
}
