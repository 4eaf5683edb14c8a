import "server-only";
import { FieldError } from "@/lib/auth/action";
import type { Member } from "@/lib/auth/member";
import { readNumber } from "@/lib/core/phone";
import { listPhoneNumbers } from "@/lib/numbers/store";

/** A typed phone of one's own as E.164; throws a `FieldError` for what calls could not ring. */
export async function readOwnPhone({ db, tenant }: Member, typed: string): Promise<string> {
  const read = readNumber(typed, tenant.country_code);
  if (!read) {
    throw new FieldError(
      "phone",
      "That isn't a valid phone number. For a phone abroad, start with + and the country code.",
    );
  }
  const { number, extension } = read;
  if (extension) {
    throw new FieldError("phone", "Calls can't ring an extension. Enter a direct number.");
  }
  const company = await listPhoneNumbers(db, tenant.id);
  if (company.some((own) => own.number === number)) {
    throw new FieldError(
      "phone",
      "This is one of your company's numbers. Enter your own phone's number.",
    );
  }
  return number;
}
