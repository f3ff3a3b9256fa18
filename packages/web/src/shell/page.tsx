import type { ReactNode } from 'react';
import { IconButton } from '../design/components/button.tsx';
import { useWords } from '../i18n/words.ts';
import type { Router } from './router.ts';

interface PageProps {
  readonly router: Router;
  readonly title: string;
  readonly children: ReactNode;
}

/** Something other than a conversation, with the way back to where its reader came from. */
export function Page({ router, title, children }: PageProps) {
  const { common } = useWords();
  return (
    <div className="page">
      <header className="page-head">
        <IconButton icon="back" label={common.back} onClick={() => router.back()} />
        <span>{title}</span>
      </header>
      <div className="page-body">{children}</div>
    </div>
  );
}
