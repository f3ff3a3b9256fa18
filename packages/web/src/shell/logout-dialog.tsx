import { Button } from '../design/components/button.tsx';
import { Dialog } from '../design/components/dialog.tsx';
import { useWords } from '../i18n/words.ts';
import type { ShellModel } from './shell-model.ts';

interface LogoutDialogProps {
  readonly shell: ShellModel;
  readonly onClose: () => void;
}

/** Warns of what a way to the login erases, before anything is erased. */
export function LogoutDialog({ shell, onClose }: LogoutDialogProps) {
  const { list: words, common } = useWords();
  return (
    <Dialog title={words.logoutTitle} onClose={onClose}>
      <p>{words.logoutWarning}</p>
      <div className="dialog-actions">
        <Button onClick={onClose}>{common.cancel}</Button>
        <Button look="danger" onClick={() => void shell.logout()}>
          {words.logout}
        </Button>
      </div>
    </Dialog>
  );
}
