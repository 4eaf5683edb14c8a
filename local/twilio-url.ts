import { CommandError } from "@/local/command-error";
import type { Ports } from "@/local/options";

const here = ["localhost", "127.0.0.1", "[::1]"];

/**
 * What stands in for Twilio in the place of the stack's own carrier: TWILIO_API_BASE_URL, given
 * from outside. Undefined without it, or when it is the own carrier's address. Throws CommandError
 * when it cannot be used.
 */
export function twilioUrlFromEnvironment(ports: Ports): string | undefined {
  const given = process.env.TWILIO_API_BASE_URL;
  if (!given) return undefined;
  const url = URL.parse(given);
  // The stack's secrets are the example's, which the app accepts on this machine only.
  if (!url || !/^https?:$/.test(url.protocol) || !here.includes(url.hostname)) {
    throw new CommandError(
      `TWILIO_API_BASE_URL=${given} is not an http address on this machine.`,
      "Set it to the address of what stands in for Twilio, such as http://127.0.0.1:4010, or unset it.",
    );
  }
  return url.port === String(ports.carrier) ? undefined : given;
}
