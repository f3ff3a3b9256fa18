/** Lines of 24 by 24 units. */
const PATHS = {
  back: 'M15 5l-7 7 7 7',
  bell: 'M6 16V11a6 6 0 0112 0v5l1.5 2h-15zM10 21h4',
  bellOff: 'M6 16V11a6 6 0 019-5.2M18 11v5l1.5 2H8M10 21h4M4 4l16 16',
  block: 'M12 3a9 9 0 100 18 9 9 0 000-18zM5.6 5.6l12.8 12.8',
  chart: 'M4 20h16M7 16v-5M12 16V6M17 16v-8',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  checks: 'M2.5 12.5L7 17l9.5-9.5M11.5 15.5L13 17l9-9.5',
  clock: 'M12 3a9 9 0 100 18 9 9 0 000-18zM12 7v5l3.5 2',
  close: 'M6 6l12 12M18 6L6 18',
  copy: 'M9 9h10v11H9zM5 15V4h10',
  download: 'M12 4v11M7 10.5l5 5 5-5M5 20h14',
  down: 'M6 9l6 6 6-6',
  edit: 'M4 20h4L19 9l-4-4L4 16zM13 7l4 4',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9a3 3 0 100 6 3 3 0 000-6z',
  eyeOff:
    'M4 4l16 16M9.5 5.8A9.6 9.6 0 0112 5.5c6 0 9.5 6.5 9.5 6.5a17 17 0 01-3 3.7M6 7.6A17 17 0 002.5 12S6 18.5 12 18.5a9.4 9.4 0 004-.9',
  group:
    'M9 11a3.5 3.5 0 100-7 3.5 3.5 0 000 7zM2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6M16 4.500a3.5 3.5 0 010 6.400M18 14.500c2 .7 3.2 2.5 3.5 5.5',
  info: 'M12 3a9 9 0 100 18 9 9 0 000-18zM12 11v5.500M12 7.500v.1',
  key: 'M8 11a4 4 0 100 8 4 4 0 000-8zM11 12L20 3M16 7l3 3',
  keyboard: 'M3 6h18v12H3zM7 10v.1M10.3 10v.1M13.7 10v.1M17 10v.1M8 14.500h8',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 017 0v3',
  logout: 'M14 4H5v16h9M10 12h11M17 8l4 4-4 4',
  more: 'M4.5 12a.8.8 0 101.6 0 .8.8 0 10-1.6 0zM11.2 12a.8.8 0 101.6 0 .8.8 0 10-1.6 0zM17.9 12a.8.8 0 101.6 0 .8.8 0 10-1.6 0z',
  palette:
    'M12 3a9 9 0 100 18c1.5 0 2-1 1.5-2.2-.6-1.5.3-2.8 2-2.800H18a3 3 0 003-3c0-5.5-4-10-9-10zM7.5 11v.1M11 7.500v.1M15.5 8.500v.1',
  person: 'M12 12a4 4 0 100-8 4 4 0 000 8zM4.5 21c.5-4.5 3.5-7 7.5-7s7 2.5 7.5 7',
  pin: 'M12 3l2.7 5.8 6.3.7-4.7 4.3 1.3 6.2-5.6-3.200L6.4 20l1.3-6.200L3 9.500l6.3-.7z',
  plus: 'M12 5v14M5 12h14',
  reply: 'M10 5L3 12l7 7v-4.500c5 0 8.5 1.5 11 5-.5-6-4-10-11-10.500z',
  search: 'M11 4a7 7 0 100 14 7 7 0 000-14zM16 16l5 5',
  send: 'M4 12l16-8-6 17-3-7zM11 14l9-10',
  settings:
    'M12 9a3 3 0 100 6 3 3 0 000-6zM12 2.500l1 3 2.6 1 2.9-1.4 1.4 1.400L18.5 9.400l1 2.6 3 1-3 1-1 2.6 1.4 2.9-1.4 1.4-2.9-1.4-2.6 1-1 3-1-3-2.6-1-2.9 1.4-1.4-1.400L5.5 16.600l-1-2.6-3-1 3-1 1-2.600L4.1 6.500l1.4-1.400L8.4 6.500l2.6-1z',
  shield: 'M12 3l7.5 3v5.500c0 4.5-3 8-7.5 9.5-4.5-1.5-7.5-5-7.5-9.500V6zM9 12l2.2 2.200L15.5 10',
  smile: 'M12 3a9 9 0 100 18 9 9 0 000-18zM8 14c1 2 2.5 2.8 4 2.800s3-.8 4-2.800M9 9.500v.1M15 9.500v.1',
  trash: 'M5 7h14M10 7V4.500h4V7M7 7l1 13h8l1-13',
  upload: 'M12 16V5M7 9.500l5-5 5 5M5 20h14',
  warning: 'M12 4l9.5 16.500h-19zM12 10v5M12 17.700v.1',
} as const;

export type IconName = keyof typeof PATHS;

/** A picture beside a text or label that says the same: nobody needs to see it. */
export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
