import "server-only";
import { randomBytes } from "node:crypto";
import { FieldError } from "@/lib/auth/action";
import type { Member } from "@/lib/auth/member";
import { adminsOnly } from "@/lib/core/errors";
import type { Edit } from "@/lib/edits/decide";
import { auditedEditors } from "@/lib/edits/editors";
import { saveEdit } from "@/lib/edits/save";
import { forgetAccount } from "@/lib/livekit/account";
import { type LivekitRow, readAccount } from "@/lib/livekit/machine";
import { LivekitRefusal } from "@/lib/livekit/refusal";
import { openLivekitSecret, sealLivekitSecret } from "@/lib/livekit/secret";
import { readThere } from "@/lib/livekit/setup/apply";
import { requireNoRooms } from "@/lib/livekit-account/live";
import { saveAccount } from "@/lib/livekit-account/machine";
import { sipRegions, type TypedLivekit } from "@/lib/livekit-account/schema";
import { tryTakeDown } from "@/lib/livekit-account/setup";
import { readLivekit } from "@/lib/livekit-account/store";
import { leftSentence } from "@/lib/livekit-account/words";

type Settings = Pick<TypedLivekit, "url" | "api_key" | "sip_host" | "region" | "transport">;

const names = new Map<string, string>([
  ["url", "the address"],
  ["api_key", "the API key"],
  ["sip_host", "the SIP host"],
  ["region", "the region"],
  ["transport", "the transport"],
]);
const nothing: Settings = { url: "", api_key: "", sip_host: null, region: null, transport: "tcp" };

/**
 * Asks LiveKit whether address, key and secret belong together and may see trunks. Throws a
 * `FieldError` for the field that is wrong, `upstream` where nothing answers.
 */
export async function checkLivekit(member: Member, typed: TypedLivekit): Promise<void> {
  await requireAccepted(typed, await usableSecret(member, typed));
}

/**
 * Saves the account that an admin has typed once LiveKit accepts it, and returns the message for
 * them; `edit` is what the form was opened with. What was set up in another project before is
 * removed there.
 */
export async function saveLivekit(
  member: Member,
  typed: TypedLivekit,
  edit?: Edit,
): Promise<string> {
  let message = "Saved. LiveKit accepts the key and the secret.";
  const { url, api_key, sip_host, region, transport } = typed;
  await saveEdit<Settings>(
    edit,
    { url, api_key, sip_host, region, transport },
    {
      read: async () => {
        const saved = await readLivekit(member.db, member.tenant.id);
        if (!saved) return nothing;
        const { url, api_key, sip_host, transport } = saved;
        return { url, api_key, sip_host, region: regionOf(saved.region), transport };
      },
      write: async (changes, saved) => {
        // Of the first save, what was left as the form proposed it is no change.
        const wanted = saved === nothing ? typed : { ...typed, ...saved, ...changes };
        const secret = await usableSecret(member, { ...wanted, api_secret: typed.api_secret });
        await requireAccepted(wanted, secret);
        const left = await leaveProject(member, wanted);
        if (left) message = `${message} ${left}`;
        await write(member, wanted, secret);
        return true;
      },
      describe: (field, value) => ({
        name: names.get(field) ?? field,
        value: String(value ?? ""),
      }),
      editors: (fields) => auditedEditors(member, { kind: "livekit", subject: null }, fields),
    },
  );
  return message;
}

/** Removes what was set up in the project before; a sentence where that project does not answer. */
async function leaveProject(member: Member, { url, api_key }: Settings) {
  const { tenant, user_id } = member;
  const known = await readAccount(tenant.id);
  if (!known || (known.url === url && known.api_key === api_key)) return null;
  await requireNoRooms(member.db, tenant.id);
  if (!known.trunk_id) return null;
  if (await tryTakeDown({ tenantId: tenant.id, userId: user_id })) return null;
  return `The project before ${leftSentence(known)}`;
}

function regionOf(stored: string | null): Settings["region"] {
  return sipRegions.find((region) => region === stored) ?? null;
}

async function write({ tenant, user_id }: Member, wanted: Settings, secret: string): Promise<void> {
  const known = await readAccount(tenant.id);
  const { url, api_key, sip_host, region, transport } = wanted;
  const row = {
    ...{ url, api_key, sip_host, region, transport },
    api_secret_ciphertext: sealLivekitSecret(secret, tenant.id, "api_secret"),
    sip_username: `ringbook-${randomBytes(8).toString("hex")}`,
    sip_password_ciphertext: sealLivekitSecret(newPassword(), tenant.id, "sip_password"),
    renews_sip: known !== null && !opensPassword(known),
    room_prefix: `call-${randomBytes(12).toString("hex")}`,
  };
  if ((await saveAccount(tenant.id, user_id, row, new Date())) === "not_admin") {
    throw adminsOnly();
  }
  forgetAccount(tenant.id);
}

const newPassword = () => randomBytes(24).toString("base64url");

function opensPassword({ tenant_id, sip_password_ciphertext }: LivekitRow): boolean {
  try {
    openLivekitSecret(sip_password_ciphertext, tenant_id, "sip_password");
    return true;
  } catch {
    return false;
  }
}

/** The typed secret, or the saved one, which only goes to the project it was saved with. */
async function usableSecret(
  { tenant }: Member,
  typed: Pick<TypedLivekit, "url" | "api_key" | "api_secret">,
): Promise<string> {
  if (typed.api_secret) return typed.api_secret;
  const saved = await readAccount(tenant.id);
  if (!saved) throw new FieldError("api_secret", "Enter the API secret");
  if (saved.url !== typed.url || saved.api_key !== typed.api_key) {
    throw new FieldError("api_secret", "Enter the API secret of the new project");
  }
  return openLivekitSecret(saved.api_secret_ciphertext, tenant.id, "api_secret");
}

async function requireAccepted(
  { url, api_key }: Pick<Settings, "url" | "api_key">,
  api_secret: string,
): Promise<void> {
  try {
    await readThere({ url, api_key, api_secret });
  } catch (error) {
    if (!(error instanceof LivekitRefusal)) throw error;
    if (error.reason === "wrong_key") throw new FieldError("api_secret", error.message);
    if (error.reason === "not_found") {
      throw new FieldError("url", "There is no LiveKit at this address");
    }
    throw error;
  }
}
