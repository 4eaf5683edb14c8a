import "server-only";
import AccessToken from "twilio/lib/jwt/AccessToken";

/**
 * Signs in a browser as `identity` to an account, for calls in both directions; outgoing ones ask
 * the TwiML app. `secret` is the API key's.
 * https://www.twilio.com/docs/iam/access-tokens
 */
export function voiceToken(
  key: { accountSid: string; keySid: string; secret: string; applicationSid: string },
  identity: string,
  ttlSeconds: number,
): string {
  const options = { identity, ttl: ttlSeconds };
  const token = new AccessToken(key.accountSid, key.keySid, key.secret, options);
  const grant = { incomingAllow: true, outgoingApplicationSid: key.applicationSid };
  token.addGrant(new AccessToken.VoiceGrant(grant));
  return token.toJwt();
}
