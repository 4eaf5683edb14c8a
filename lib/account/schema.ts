import { z } from "zod";
import { cleanLine } from "@/lib/core/text";

const email = z
  .string({ error: "Enter your email address." })
  .trim()
  .toLowerCase()
  .pipe(z.email({ error: "Enter an email address like jane@company.com." }));

/** Long enough for everyone; Supabase may ask for more. 72 bytes is where bcrypt stops reading. */
export const newPassword = z
  .string({ error: "Choose a password." })
  .min(8, { error: "Choose a password of at least 8 characters." })
  .refine((value) => new TextEncoder().encode(value).length <= 72, {
    error: "Choose a password of at most 72 characters.",
  });

const password = z
  .string({ error: "Enter your password." })
  .min(1, { error: "Enter your password." });

export const personName = z
  .string({ error: "Enter your name." })
  .overwrite(cleanLine)
  .min(1, { error: "Enter your name." })
  .max(80, { error: "A name may have at most 80 characters." });

const next = z.string().optional().transform(safePath);

export const SignIn = z.object({ email, password, next });
export const SignUp = z.object({ name: personName, email, password: newPassword, next });
export const AskForReset = z.object({ email });
/** What a mail's link says about an address to confirm. */
export const ConfirmEmail = z.object({
  token_hash: z.string().min(1).max(500),
  type: z.enum(["signup", "invite", "magiclink", "email_change", "email"]),
  next,
});
export const ChooseNewPassword = z.object({
  password: newPassword,
  token_hash: z.string().max(500).optional(),
});
export const Rename = z.object({ name: personName });
export const ChangePassword = z.object({ current: password, password: newPassword });
export const TypedPhone = z.object({
  phone: z
    .string({ error: "Enter your phone number." })
    .trim()
    .min(1, { error: "Enter your phone number." })
    .max(40, { error: "This is too long for a phone number." }),
});

/**
 * A path of this app, for going on after sign-in; anything that could lead elsewhere becomes the
 * contacts.
 */
export function safePath(path: string | undefined): string {
  const base = "http://here.invalid";
  if (!path?.startsWith("/") || /[\\\p{Cc}]/u.test(path)) return "/contacts";
  const url = URL.parse(path, base);
  // The path as a browser reads it: "/.//elsewhere" is "//elsewhere", another host.
  return url?.origin === base && !url.pathname.startsWith("//")
    ? `${url.pathname}${url.search}`
    : "/contacts";
}
