/** Why somebody does not hear a recording: who does. `rep` is the person of the call, if any. */
export function listenersSentence(rep: string | undefined): string {
  return rep ? `Only ${rep} and managers can listen` : "Only managers can listen";
}
