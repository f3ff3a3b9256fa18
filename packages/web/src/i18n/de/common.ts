import type { Words } from '../form.ts';

export const common: Words['common'] = {
  appName: 'Parley',
  cancel: 'Abbrechen',
  close: 'Schließen',
  back: 'Zurück',
  done: 'Fertig',
  copy: 'Kopieren',
  copied: 'Kopiert',
  print: 'Drucken',
  retry: 'Noch einmal versuchen',
  loading: 'Wird geladen…',
  you: 'Sie',
};
