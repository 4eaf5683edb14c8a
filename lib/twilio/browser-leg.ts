type Ends = { from: string; to: string; isDialled: boolean };

/** The medium of a leg, by the address of its own end; undefined for a phone. */
export function mediumOf(leg: Ends): "browser" | "sip" | undefined {
  if (isBrowserLeg(leg)) return "browser";
  return leg.isDialled && leg.to.startsWith("sip:") ? "sip" : undefined;
}

/** Whether the phone of a leg is a browser, by the address of the leg's own end. */
export function isBrowserLeg(leg: Ends): boolean {
  return (leg.isDialled ? leg.to : leg.from).startsWith("client:");
}
