import { useMemo } from 'react';
import { useWords } from '../i18n/words.ts';
import { useObservable } from '../model/use-observable.ts';
import { Link } from '../shell/link.tsx';
import { SETTINGS_SECTIONS, type SettingsSection } from '../shell/route.ts';
import type { ShellModel } from '../shell/shell-model.ts';
import type { AccountView } from '../station/account.ts';
import { AboutSection } from './about-section.tsx';
import { AccountSection } from './account-section.tsx';
import { AppearanceSection } from './appearance-section.tsx';
import { NotificationsSection } from './notifications-section.tsx';
import { SecurityModel } from './security-model.ts';
import { StationsSection } from './stations-section.tsx';

interface SettingsProps {
  readonly app: Pick<ShellModel, 'caller' | 'router' | 'account'>;
  readonly section: SettingsSection;
}

/** The user's settings, a section at a time. */
export default function SettingsView({ app, section }: SettingsProps) {
  const { settings } = useWords();
  const account = useObservable(app.account);
  const security = useMemo(() => new SecurityModel(app.caller), [app.caller]);
  return (
    <div className="settings">
      <h1 className="unseen">{settings.title}</h1>
      <nav className="settings-nav" aria-label={settings.title}>
        {SETTINGS_SECTIONS.map((name) => (
          <Link
            key={name}
            router={app.router}
            to={{ page: 'settings', section: name }}
            aria-current={name === section ? 'page' : undefined}
          >
            {settings.sections[name]}
          </Link>
        ))}
      </nav>
      <Section section={section} account={account} security={security} />
    </div>
  );
}

interface SectionProps extends Omit<SettingsProps, 'app'> {
  readonly account: AccountView;
  readonly security: SecurityModel;
}

function Section({ section, account, security }: SectionProps) {
  switch (section) {
    case 'account':
      return <AccountSection account={account} security={security} />;
    case 'appearance':
      return <AppearanceSection />;
    case 'notifications':
      return <NotificationsSection />;
    case 'stations':
      return <StationsSection security={security} />;
    case 'about':
      return <AboutSection />;
  }
}
