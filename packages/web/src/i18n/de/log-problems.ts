import type { IrcLogErrorCode, IrcLogValues } from '@parley/client';

/** What is wrong with a log, by its code; English has the library's own words. */
export const logProblems: Readonly<Record<IrcLogErrorCode, (values: IrcLogValues) => string>> = {
  bad_log_line: (values) =>
    `${placeOf(values)}: „${values.text}“ ist keine Zeile eines IRC-Protokolls. Erwartet wird „[HH:MM] <Name> Text“, „[HH:MM]  * Name Text“ oder „=== Text“.`,
  bad_annotation: (values) =>
    `${placeOf(values)}: „${values.text}“ hat nicht die Form „A B -“ mit zwei Zeilennummern.`,
  unknown_log_line: (values) =>
    `${placeOf(values)}: Eine Zeile ${values.missing} gibt es nicht; das Protokoll ${values.last === '' ? 'hat keine Zeilen' : `endet mit Zeile ${values.last}, von 0 an gezählt`}.`,
  bad_log_date: (values) =>
    `${placeOf(values)}: Das Datum „${values.text}“ ist kein Tag in der Form jjjj-MM-tt.`,
  no_log_date: (values) =>
    `${placeOf(values)}: Der Tag ist nicht bekannt, weil der Name keinen nennt, wie etwa 2005-06-27_12. Geben Sie den Tag der ersten Zeile an.`,
  wrong_log_hour: (values) =>
    `${placeOf(values)}: Dem Namen nach ist das um ${values.named} Uhr, die Zeile sagt ${values.shown} Uhr. Ist das Datum des Namens das der ersten Zeile, geben Sie es als Datum an.`,
};

function placeOf({ file, line }: IrcLogValues): string {
  return line === undefined ? `${file}` : `${file}, Zeile ${line}`;
}
