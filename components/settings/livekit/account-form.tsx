import { KeyField } from "@/components/settings/key-field";
import { SaveOrCheck } from "@/components/settings/save-or-check";
import { Form } from "@/components/ui/form";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { saveLivekitAccount } from "@/lib/livekit-account/actions";
import type { LivekitSettings } from "@/lib/livekit-account/store";
import { regionNames, transportNames } from "@/lib/livekit-account/words";

/** Which LiveKit project, and how Twilio reaches it. */
export function LivekitForm({ saved }: { saved: LivekitSettings | null }) {
  const { url = "", api_key = "", sip_host = null, region = null, transport = "tcp" } = saved ?? {};
  return (
    <Form
      action={saveLivekitAccount}
      loaded={{ url, api_key, sip_host, region, transport }}
      label="LiveKit account"
    >
      <TextField
        label="Project URL"
        name="url"
        defaultValue={url}
        placeholder="wss://acme-x1y2z3.livekit.cloud"
        maxLength={300}
        autoComplete="off"
        spellCheck={false}
        hint="Of LiveKit Cloud, or of a server of your own."
        required
      />
      <TextField
        label="API key"
        name="api_key"
        defaultValue={api_key}
        placeholder="API…"
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        className="[&_input]:font-mono"
        required
      />
      <KeyField label="API secret" name="api_secret" isSaved={saved !== null} />
      <TextField
        label="SIP host"
        name="sip_host"
        defaultValue={sip_host ?? ""}
        placeholder="vjnxecm0tjk.sip.livekit.cloud"
        maxLength={210}
        autoComplete="off"
        spellCheck={false}
        hint="In LiveKit under Settings → Project as SIP URI. It begins with the project's ID, not with the name in its URL."
      />
      <div className="grid gap-5 md:grid-cols-2">
        <SelectField
          label="Transport"
          name="transport"
          defaultValue={transport}
          hint="How Twilio sends calls to LiveKit."
        >
          {Object.entries(transportNames).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </SelectField>
        <SelectField
          label="Sent from"
          name="region"
          defaultValue={region ?? ""}
          hint="Choose the one nearest to your LiveKit."
        >
          <option value="">Twilio's choice</option>
          {Object.entries(regionNames).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </SelectField>
      </div>
      <SaveOrCheck />
    </Form>
  );
}
