/** What the library refuses, by its code; English has the library's own words. Source: packages/protocol trust/errors.ts. */
export const refusals: Readonly<Record<string, string>> = {
  bad_password: 'Das Passwort muss mindestens ein Zeichen haben.',
  bad_bot_key: 'Das ist kein Bot-Schlüssel: Er besteht aus „parley_“ und 43 Zeichen base64url.',
  bad_kdf:
    'Der Server verlangt ein zu schwaches oder zu aufwendiges Verfahren für das Passwort; das Passwort wurde nicht verwendet.',
  kdf_changed:
    'Der Server verlangt ein anderes Verfahren für das Passwort als bei der letzten Anmeldung; ein Arbeitsbereich ändert es nie, darum wurde das Passwort nicht verwendet.',
  workspace_changed:
    'Der Server nennt einen anderen Arbeitsbereich als bei der letzten Anmeldung; an seiner Stelle könnte ein anderer Server stehen, darum wurde das Passwort nicht verwendet.',

  bad_mac:
    'Der private RSA-Schlüssel vom Server wurde verändert, oder das Passwort ist falsch; er wurde nicht geöffnet.',
  bad_pem:
    'Der private RSA-Schlüssel hat nicht die Form, die er haben muss, oder gehört zu einem anderen Passwort.',
  bad_rsakey: 'Der private RSA-Schlüssel ist fehlerhaft oder kürzer als 2048 Bit.',
  bad_signkey:
    'Der private Unterschriftsschlüssel vom Server wurde verändert, oder er gehört zu einem anderen Konto oder Arbeitsbereich.',
  own_publickey_changed:
    'Der Server gibt einen anderen RSA-Schlüssel als den Ihren aus: Er könnte lesen, was andere für Sie verschlüsseln.',
  own_signpublickey_changed:
    'Der Server gibt einen anderen Unterschriftsschlüssel als den Ihren aus: Er könnte in Ihrem Namen schreiben.',
  own_identity_changed: 'Der Server gibt eine Unterschrift Ihrer Schlüssel aus, die nicht von Ihnen stammt.',

  bad_publickey: 'Der öffentliche RSA-Schlüssel einer Person ist fehlerhaft oder kürzer als 2048 Bit.',
  bad_signpublickey:
    'Der öffentliche Unterschriftsschlüssel einer Person ist ungültig: Jeder könnte damit unterschreiben.',
  bad_identity:
    'RSA-Schlüssel und Unterschriftsschlüssel einer Person gehören nicht zusammen: Die Unterschrift darüber ist ungültig.',
  fingerprint_changed:
    'Die Schlüssel einer Person sind nicht die bekannten: Jemand könnte sich für sie ausgeben. Vergleichen Sie die Sicherheitsnummer, bevor Sie den neuen trauen.',
  wrong_userid: 'Der Server antwortet mit einem Konto, das nicht zu der gesuchten E-Mail-Adresse gehört.',
  keys_missing: 'Um das zu prüfen, fehlen hier die Schlüssel einer Person.',

  bad_keyring: 'Der Schlüsselbund vom Server wurde verändert, oder er gehört nicht hierher.',
  keyring_rollback:
    'Der Server gibt einen älteren Schlüsselbund aus als zuvor: Was Sie geprüft haben, könnte darin fehlen.',
  bad_recovery_code:
    'Das ist kein Wiederherstellungscode: Er hat 26 Buchstaben und Ziffern, und einer davon ist vertippt.',
  bad_recovery_box:
    'Was der Server zur Wiederherstellung gibt, wurde verändert, oder es ist ein anderer Code.',
  bad_session_key: 'Der Sitzungsschlüssel vom Server wurde nicht für dieses Konto und diese Station gemacht.',

  bad_secretfor: 'Die Liste derer, für die der Schlüssel einer Unterhaltung ist, ist fehlerhaft.',
  bad_secret:
    'Der Schlüssel der Unterhaltung wurde verändert, oder er wurde für jemand anderen oder eine andere Unterhaltung gemacht.',
  bad_secretsignature:
    'Der Schlüssel der Unterhaltung, seine Personen oder sein Urheber wurden verändert: Die Unterschrift ist ungültig.',
  maker_not_included:
    'Den Schlüssel der Unterhaltung hat jemand gemacht, der nicht zu denen gehört, für die er ist.',
  not_for_us:
    'Der Schlüssel der Unterhaltung ist nicht für Sie, und niemand, der es dürfte, hat ihn geteilt.',
  maker_not_in_previous:
    'Den Schlüssel der Unterhaltung hat jemand gemacht, für den der vorige nicht war: Jemand von außen könnte eingelassen worden sein.',
  wrong_people: 'Der Schlüssel einer Unterhaltung zu zweit ist für andere als genau diese beiden.',
  epoch_changed:
    'Der Server gibt einen anderen Schlüssel an der Stelle eines schon angenommenen; ein angenommener ändert sich nie.',
  epoch_rollback:
    'Der Server nennt einen älteren Schlüssel als den neuesten als zuvor: Jemand, der entfernt wurde, könnte weiter mitlesen.',
  bad_sharesignature:
    'Ein älterer Schlüssel wurde ohne gültige Unterschrift dessen geteilt, der es getan haben soll.',
  sharer_not_entitled:
    'Ein älterer Schlüssel wurde von jemandem geteilt, der nicht in der Unterhaltung ist oder ihn nie hatte.',
  old_epoch:
    'Unter einem älteren Schlüssel als dem neuesten wird nichts geschrieben: Jemand, der entfernt wurde, könnte es lesen.',
  bad_displayname: 'Der Name der Unterhaltung wurde verändert, oder er gehört zu einer anderen.',
  displayname_rollback: 'Der Server gibt einen älteren Namen der Unterhaltung aus als zuvor.',

  bad_data: 'Die Nachricht hat nicht die Form einer verschlüsselten Nachricht.',
  epoch_missing: 'Der Schlüssel, unter dem das steht, ist nicht hier.',
  bad_message: 'Die Nachricht wurde verändert, oder sie stammt von einer anderen Stelle.',
  bad_padding: 'Die Nachricht ist nicht so aufgefüllt, wie sie sein muss.',
  bad_payload: 'Der Inhalt der Nachricht ist fehlerhaft.',
  bad_kind: 'Der Inhalt der Nachricht passt nicht zu ihrer Art.',
  wrong_sender: 'Die Nachricht nennt einen Absender, für den ihr Schlüssel nicht ist.',
  bad_signature: 'Die Nachricht hat nicht geschrieben, wer genannt ist: Die Unterschrift ist ungültig.',

  bad_file: 'Die Datei wurde verändert, oder Teile davon wurden vertauscht.',
  file_truncated: 'Das Ende der Datei fehlt.',
  file_size: 'Die Datei hat nicht die Größe, die ihre Nachricht nennt.',
};
