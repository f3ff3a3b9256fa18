import { Notice } from '../design/components/notice.tsx';
import { useWords } from '../i18n/words.ts';
import { Logo } from './logo.tsx';

/** Over a connection on which browsers offer no cryptography, nothing can be done. */
export function Insecure() {
  const { enter: words } = useWords();
  return (
    <main className="enter enter-main">
      <header className="enter-head">
        <Logo />
      </header>
      <Notice look="danger">{words.insecure}</Notice>
    </main>
  );
}
