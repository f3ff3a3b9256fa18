import { Icon } from '../design/components/icon.tsx';
import { useWords } from '../i18n/words.ts';

/** The trust model in plain words. */
export function WhatTheServerSees() {
  const { enter: words } = useWords();
  return (
    <aside className="sees" aria-labelledby="sees-title">
      <h2 id="sees-title">{words.seesTitle}</h2>
      <h3>{words.cannotSee}</h3>
      <ul>
        {words.cannot.split('\n').map((line) => (
          <li key={line}>
            <Icon name="eyeOff" />
            {line}
          </li>
        ))}
      </ul>
      <h3>{words.canSee}</h3>
      <ul>
        {words.can.split('\n').map((line) => (
          <li key={line}>
            <Icon name="eye" />
            {line}
          </li>
        ))}
      </ul>
      <p>{words.notice}</p>
    </aside>
  );
}
