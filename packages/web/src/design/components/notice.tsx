import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

interface NoticeProps {
  readonly look?: 'info' | 'warning' | 'danger';
  readonly children: ReactNode;
}

/** Something to be told; what goes wrong is read out at once. */
export function Notice({ look = 'info', children }: NoticeProps) {
  return (
    <div className={`notice notice-${look}`} role={look === 'danger' ? 'alert' : 'status'}>
      <Icon name={look === 'info' ? 'info' : 'warning'} />
      <div>{children}</div>
    </div>
  );
}
