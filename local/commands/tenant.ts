import { parseArgs } from "node:util";
import { z } from "zod";
import { CommandError } from "@/local/command-error";
import { readEnvFile } from "@/local/environment";
import { runCommand, say } from "@/local/run-command";
import { setUpTenant, TenantOptions, TwilioFromEnvironment } from "@/local/tenant/set-up";

const usage = `Usage: npm run tenant -- --email you@example.com --password …
  --company "Your Company" --name "Your Name"
  [--country US] [--zone America/New_York]
with TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_PHONE_NUMBER, FORWARD_PHONE_NUMBER
and the app's own environment set (.env.local is read).`;

runCommand(async () => {
  readEnvFile();
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    options: {
      email: text,
      password: text,
      company: text,
      name: text,
      country: { ...text, default: "US" },
      zone: { ...text, default: "America/New_York" },
    },
  });
  const options = TenantOptions.safeParse(values);
  if (!options.success) throw new CommandError(z.prettifyError(options.error), usage);
  const twilio = TwilioFromEnvironment.safeParse(process.env);
  if (!twilio.success) throw new CommandError(z.prettifyError(twilio.error), usage);
  say(await setUpTenant(options.data, twilio.data));
  return 0;
});
