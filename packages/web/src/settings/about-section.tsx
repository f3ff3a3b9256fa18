import { WhatTheServerSees } from '../enter/what-the-server-sees.tsx';
import { useWords } from '../i18n/words.ts';

/** What this is, and what the server can and cannot see. */
export function AboutSection() {
  const { settings } = useWords();
  return (
    <div className="settings-sees">
      <p className="settings-about">{settings.about}</p>
      <WhatTheServerSees />
    </div>
  );
}
