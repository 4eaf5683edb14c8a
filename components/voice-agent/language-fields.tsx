"use client";

import { SelectField } from "@/components/ui/select-field";
import { SwitchField } from "@/components/ui/switch-field";
import { TextField } from "@/components/ui/text-field";
import type { Change } from "@/components/voice-agent/agent-fields";
import { agentLanguages, languageNames } from "@/lib/agent/languages";
import type { AgentSettings } from "@/lib/agent/settings/schema";
import { knownVoices } from "@/lib/agent/settings/words";

/** The language that it begins in, those it follows callers into, and its voice. */
export function LanguageFields({ draft, set }: { draft: AgentSettings; set: Change }) {
  const { languages, voice } = draft;
  const [first = "en", ...others] = languages;
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField
          label="Language"
          name="draft.languages"
          value={first}
          onChange={({ target }) => {
            const code = agentLanguages.find((one) => one === target.value);
            if (code) set({ languages: [code, ...others.filter((one) => one !== code)] });
          }}
        >
          {agentLanguages.map((code) => (
            <option key={code} value={code}>
              {languageNames[code]}
            </option>
          ))}
        </SelectField>
        <TextField
          label="Voice"
          name="draft.voice"
          maxLength={60}
          autoComplete="off"
          list="known-voices"
          hint="Of OpenAI's, marin and cedar sound best."
          value={voice}
          onChange={({ target }) => set({ voice: target.value })}
        />
        <datalist id="known-voices">
          {knownVoices.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </div>
      {agentLanguages
        .filter((code) => code !== first)
        .map((code) => (
          <SwitchField
            key={code}
            label={`Also speaks ${languageNames[code]}`}
            hint={`It goes on in ${languageNames[code]} with callers who do.`}
            checked={others.includes(code)}
            onChange={({ target }) =>
              set({
                languages: target.checked
                  ? [...languages, code]
                  : languages.filter((one) => one !== code),
              })
            }
          />
        ))}
    </>
  );
}
