import type { AgentLanguage } from "@/lib/agent/languages";

/** What agents say by themselves, whatever model speaks. */
export const phrases: Record<
  AgentLanguage,
  {
    greeting(name: string, company: string): string;
    recorded: string;
    stillThere: string;
    silent: string;
    noise: string;
    sorry: string;
    timeIsUp: string;
    goodbye: string;
    rate: string;
    notWorking: string;
    unknownTool: string;
    pressed(keys: string): string;
    soFar: string;
  }
> = {
  en: {
    greeting: (name, company) => `Hello, this is ${name}, the automated assistant of ${company}.`,
    recorded: "This call may be recorded.",
    stillThere: "Are you still there?",
    silent: "I can't hear you, so I'm ending this call. Please call again. Goodbye.",
    noise: "I can't hear you for the noise. I'm connecting you with a colleague.",
    sorry: "Sorry, I lost you for a moment. Please go on.",
    timeIsUp: "I'm connecting you with a colleague now. One moment, please.",
    goodbye: "Thank you for calling. Goodbye.",
    rate: "How was this call? Press a key from 1, bad, to 5, very good. Or just hang up.",
    notWorking: "That did not work just now. Offer to try again, or to connect to a person.",
    unknownTool: "There is no such tool.",
    pressed: (keys) => `[The caller pressed ${keys} on their phone.]`,
    soFar: "The connection was lost for a moment. What was said before:",
  },
  ro: {
    greeting: (name, company) => `Bună ziua, sunt ${name}, asistentul automat al ${company}.`,
    recorded: "Apelul poate fi înregistrat.",
    stillThere: "Mai sunteți pe fir?",
    silent: "Nu vă aud, așa că închei apelul. Vă rugăm să reveniți. La revedere.",
    noise: "Nu vă pot auzi din cauza zgomotului. Vă fac legătura cu un coleg.",
    sorry: "Îmi cer scuze, v-am pierdut o clipă. Vă rog, continuați.",
    timeIsUp: "Vă fac legătura cu un coleg. Un moment, vă rog.",
    goodbye: "Vă mulțumim pentru apel. La revedere.",
    rate: "Cum a fost acest apel? Apăsați o tastă de la 1, slab, la 5, foarte bine. Sau închideți.",
    notWorking: "Nu a reușit acum. Propune o nouă încercare sau legătura cu o persoană.",
    unknownTool: "Nu există un astfel de instrument.",
    pressed: (keys) => `[Apelantul a apăsat ${keys} pe telefon.]`,
    soFar: "Legătura s-a întrerupt o clipă. Ce s-a spus până acum:",
  },
};

/** The first words: who speaks, that it is a machine, and that the call is recorded where it is. */
export function greetingOf(
  language: AgentLanguage,
  agent: { name: string; greeting: string; company: string; isRecorded: boolean },
): string {
  const { greeting, recorded } = phrases[language];
  return [greeting(agent.name, agent.company), agent.isRecorded && recorded, agent.greeting]
    .filter(Boolean)
    .join(" ");
}
