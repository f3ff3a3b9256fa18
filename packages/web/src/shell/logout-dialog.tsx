import { Button } from '../design/components/button.tsx';
import { Dialog } from '../design/components/dialog.tsx';
import { useWords } from '../i18n/words.ts';
import type { ShellModel } from './shell-model.ts';

interface LogoutDialogProps {
  readonly shell: ShellModel;
  readonly title: string;
  /** What the button says that does it. */
  readonly action: string;
  readonly onClose: () => void;
}

/** Warns of what a way to the login erases, before anything is erased. */
export function LogoutDialog({ shell, title, action, onClose }: LogoutDialogProps) {
  const { list: words, common } = useWords();
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{words.logoutWarning}</p>
      <div className="dialog-actions">
        <Button onClick={onClose}>{common.cancel}</Button>
        <Button look="danger" onClick={() => void shell.logout()}>
          {action}
        </Button>
      </div>
    </Dialog>
  );
}
