import { useWords } from '../i18n/words.ts';

/** Two people's words that meet, and the name. */
export function Logo() {
  return (
    <span className="logo">
      <svg width="32" height="32" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <path
          d="M5 6h16a4 4 0 014 4v6a4 4 0 01-4 4h-7l-6 5v-5H5a3 3 0 01-3-3V9a3 3 0 013-3z"
          fill="var(--accent)"
        />
        <path
          d="M27 12.5a3 3 0 013 3V22a3 3 0 01-3 3h-1v4l-5-4h-5a3 3 0 01-2.5-1.5H21a6 6 0 006-6z"
          fill="var(--accent)"
          opacity=".55"
        />
      </svg>
      <span className="logo-name">{useWords().common.appName}</span>
    </span>
  );
}
