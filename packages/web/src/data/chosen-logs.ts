import type { LogFile } from '../station/data.ts';

/** A file that somebody chose. */
export type ChosenFile = Pick<File, 'name'> & Blob;

const ANNOTATION = /\.annotation\.txt$/;

/** The logs among chosen files, each with the annotation that was chosen with it. */
export function logsOf(files: readonly ChosenFile[]): LogFile[] {
  const annotations = new Map(
    files
      .filter(({ name }) => ANNOTATION.test(name))
      .map((file) => [file.name.replace(ANNOTATION, '.raw.txt'), file] as const),
  );
  return files
    .filter(({ name }) => !ANNOTATION.test(name))
    .map((content) => ({ name: content.name, content, annotation: annotations.get(content.name) }));
}
