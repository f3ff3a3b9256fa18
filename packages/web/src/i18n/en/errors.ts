/** By the code of an error; what has none here is shown in the words of whoever refused. */
export const errors = {
  login_failed: 'The e-mail address or the password is wrong.',
  login_failed_recovery: 'The e-mail address or the recovery code is wrong.',
  login_failed_again: 'The password is wrong.',
  login_failed_password: 'The present password is wrong.',
  invalid_request_name:
    'A name needs something to be seen, and may hold no control characters: choose another one.',
  conflict_register: 'There is already an account with this e-mail address: log in instead.',
  forbidden_register: 'You may not register here without an invitation that is still good.',
  too_long: 'This text is too long: send it in parts of at most 500,000 characters.',
  import_differs:
    'Another log of this name was imported here, for whose lines these would be taken: give the file another name.',
  forbidden_message: 'You may not write here.',
  session_expired: 'This station was logged out: log in again.',
  connection: 'The server cannot be reached. Check your connection, then try again.',
  rate_limited: 'Too many tries: wait a little, then try again.',
  overloaded: 'The server is busy: try again in a moment.',
  bad_recovery_code: 'That is not a recovery code: it has 26 letters and digits.',
  other: 'Something went wrong',
};
