import { toBase64, toWireDate } from '@parley/protocol/encoding';
import type { LoginAnswer } from '@parley/protocol/wire';
import type { User } from '../../store/users.ts';
import { VERSION } from '../../version.ts';
import type { LoginCaller } from './services.ts';
import { wrapSessionKey } from './session-key.ts';

/** The members that `login`, `register` and `recover` answer, for a session that has just started. */
export async function loginAnswer(
  { workspace, station, address, listeners }: LoginCaller,
  user: User,
  session: { key: Uint8Array<ArrayBuffer>; expires: number },
): Promise<LoginAnswer> {
  return {
    server: VERSION,
    listeners,
    registration: workspace.registration,
    rsakey: user.rsakey,
    userid: user.id,
    fullname: user.fullname,
    nick: user.nick,
    urls: urlsAt(address),
    sessionkey: toBase64(await wrapSessionKey(user.publickey, station, session.key)),
    sessionexpires: toWireDate(session.expires),
    publickey: user.publickey,
    signpublickey: user.signpublickey,
    identitysignature: user.identitysignature,
    rsakeymac: user.rsakeymac,
    signkey: user.signkey,
    workspaceid: workspace.id,
  };
}

function urlsAt(address: string): LoginAnswer['urls'] {
  const at = (api: string) => `${address}?srv=chatserver&api=${api}`;
  return {
    login: at('chatlogin'),
    availability: at('chatavailability'),
    conversation: at('chatconversation'),
    conversationgroup: at('chatconversationgroup'),
    blocklist: at('chatblocklist'),
    fileserver: at('chatfileserver'),
    friends: at('chatfriends'),
    notification: at('chatnotification'),
    reports: at('chatreports'),
  };
}
