import { useState } from 'react';
import { Notice } from '../design/components/notice.tsx';
import { useWords } from '../i18n/words.ts';
import { keepShowsText, notificationState, showsText, wantNotifications } from './notifications.ts';

/** Whether this browser tells of messages while the page is not looked at. */
export function NotificationsSection() {
  const { settings } = useWords();
  const [state, setState] = useState(notificationState);
  const [withText, setWithText] = useState(showsText);
  return (
    <section className="settings-part" aria-labelledby="settings-notifications">
      <h2 id="settings-notifications">{settings.sections.notifications}</h2>
      <label className="settings-choice">
        <input
          type="checkbox"
          checked={state === 'on'}
          disabled={state === 'denied' || state === 'unsupported'}
          onChange={async (event) => setState(await wantNotifications(event.target.checked))}
        />
        <span>{settings.notify}</span>
      </label>
      <label className="settings-choice">
        <input
          type="checkbox"
          checked={withText}
          disabled={state !== 'on'}
          onChange={({ target: { checked } }) => {
            keepShowsText(checked);
            setWithText(checked);
          }}
        />
        <span>{settings.notifyText}</span>
      </label>
      <p className="settings-about">{settings.notifyAbout}</p>
      {state === 'denied' && <Notice look="warning">{settings.notifyDenied}</Notice>}
      {state === 'unsupported' && <Notice>{settings.notifyUnsupported}</Notice>}
    </section>
  );
}
