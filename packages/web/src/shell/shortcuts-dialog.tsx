import { Fragment } from 'react';
import { Dialog } from '../design/components/dialog.tsx';
import { useWords } from '../i18n/words.ts';
import { isMac, labelsOf, SHORTCUTS } from './shortcuts.ts';

/** All that can be done with keys. */
export default function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const { shortcuts: words } = useWords();
  return (
    <Dialog title={words.title} onClose={onClose}>
      <div className="shortcuts">
        <Group name="everywhere" does={words.everywhere} />
        <Group name="list" does={words.list} />
        <Group name="messages" does={words.messages} />
        <Group name="writing" does={words.writing} />
      </div>
    </Dialog>
  );
}

interface GroupProps<Name extends keyof typeof SHORTCUTS> {
  readonly name: Name;
  readonly does: Readonly<Record<keyof (typeof SHORTCUTS)[Name] & string, string>>;
}

function Group<Name extends keyof typeof SHORTCUTS>({ name, does }: GroupProps<Name>) {
  const { shortcuts: words } = useWords();
  return (
    <section className="shortcuts-group">
      <h3>{words.groups[name]}</h3>
      <dl>
        {Object.entries<readonly string[]>(SHORTCUTS[name]).map(([what, ways]) => (
          <div key={what}>
            <dt>{does[what as keyof typeof does]}</dt>
            <dd>
              {ways.map((keys, index) => (
                <Fragment key={keys}>
                  {index > 0 && <span className="shortcuts-or">{words.or}</span>}
                  <span className="shortcut">
                    {labelsOf(keys, words.keys, isMac()).map((label) => (
                      <kbd key={label}>{label}</kbd>
                    ))}
                  </span>
                </Fragment>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
