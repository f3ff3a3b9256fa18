/**
 * The least that any server of this protocol must do: read the body, check its HMAC, parse the JSON, answer.
 * Started as a process of its own with the session key (hex) and a file that holds the answer.
 */
import { timingSafeEqual } from 'node:crypto';

const [keyHex = '', answerFile = ''] = process.argv.slice(2);
const key = Buffer.from(keyHex, 'hex');
const answer = await Bun.file(answerFile).text();

const server = Bun.serve({
  port: 0,
  hostname: '127.0.0.1',
  async fetch(request) {
    const query = new URL(request.url).searchParams;
    const body = await request.bytes();
    const { headers } = request;
    const prefix = `${query.get('srv')}\n${query.get('api')}\n${headers.get('Ozeki-Station')}\n${headers.get('Ozeki-User')}\n`;
    const expected = new Bun.CryptoHasher('sha256', key).update(prefix).update(body).digest();
    if (!timingSafeEqual(expected, Buffer.from(headers.get('Ozeki-Signature') ?? '', 'hex'))) {
      return new Response('', { status: 401 });
    }
    const { action } = JSON.parse(Buffer.from(body).toString()) as { action: string };
    return action
      ? new Response(answer, { headers: { 'Content-Type': 'application/json' } })
      : new Response('', { status: 400 });
  },
});
console.log(`ready ${server.port}`);
