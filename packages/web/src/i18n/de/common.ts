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
  notLoaded:
    'Dieser Teil der Seite konnte nicht geladen werden. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal; hilft das nicht, laden Sie die Seite neu.',
  loading: 'Wird geladen…',
  you: 'Sie',
};
