import type { Words } from '../form.ts';

export const shell: Words['shell'] = {
  skip: 'Zur offenen Unterhaltung springen',
  nothingOpen: 'Wählen Sie eine Unterhaltung, oder beginnen Sie eine neue.',
};
