#!/usr/bin/env bash
# Downloads what is new in a conversation, opens it and proves who wrote it, with curl and openssl (3.0 or later) alone.
#
#   PARLEY_SERVER=https://chat.example.org PARLEY_EMAIL=bot@example.org PARLEY_KEY=parley_… \
#     download.sh <conversation id> <state folder>
#
# Prints one JSON object a line: {"id":…,"created":…,"from":…,"payload":{…}}. `from` is the id of the user who is
# proven to have signed the payload (docs/spec/trust.md, section 4). Only what is proven is printed; everything else
# is named on standard error, and the exit code is then 5. The state folder keeps the station's id, the keys pinned for people, the cursor and the
# place in each station's messages, so that the next run prints what came since.
set -euo pipefail
export LC_ALL=C

if [ $# -ne 2 ]; then
  echo 'Usage: PARLEY_SERVER=… PARLEY_EMAIL=… PARLEY_KEY=… download.sh <conversation id> <state folder>' >&2
  exit 2
fi
: "${PARLEY_SERVER:?names the server}" "${PARLEY_EMAIL:?names the account}" "${PARLEY_KEY:?is the key of a bot}"
conversation=$1 # by its id
state=$2        # a folder for what the next run must know

umask 077
mkdir -p "$state"/pins "$state"/seqs
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
problems=0

die() { echo "$1" >&2; exit 1; }
problem() { echo "$1" >&2; problems=$((problems + 1)); }

# ---- bytes: everything binary is hex in variables and bytes in files
hex() { od -An -v -tx1 | tr -d ' \n'; }
unhex() { local text; text=$(sed 's/../\\x&/g'); printf "$text"; }
text_hex() { printf '%s' "$1" | hex; }
b64_hex() { printf '%s' "$1" | openssl base64 -d -A | hex; }
hex_b64() { printf '%s' "$1" | unhex | openssl base64 -A; }
u32() { printf '%08x' "$1"; }
sha256() { unhex | openssl dgst -sha256 -binary | hex; }
hkdf() { # key as hex, info: 32 bytes as hex
  openssl kdf -keylen 32 -kdfopt digest:SHA256 -kdfopt "hexkey:$1" -kdfopt "info:$2" -binary HKDF | hex
}
hmac() { openssl mac -digest SHA256 -macopt "hexkey:$1" -binary HMAC | hex; }

# ---- JSON: the members of answers whose values are texts without quotes, or numbers
member() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" <<<"$2" | head -n 1; }
number() { sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p" <<<"$2" | head -n 1; }

# ---- calls (docs/spec/wire.md)
session='' userid=''
call() { # api, body without the members that every body has: the answer
  local body headers url answer
  url="${PARLEY_SERVER%/}/?srv=chatserver&api=$1"
  body="${2%\}},\"clientversioncode\":1,\"timestamp\":\"$(date -u '+%Y-%m-%d %H:%M:%S')\",\"nonce\":\"$(openssl rand -hex 16)\"}"
  headers=(-H 'Content-Type: application/json' -H "Ozeki-Station: $station")
  if [ -n "$session" ]; then
    local signature
    signature=$(printf 'chatserver\n%s\n%s\n%s\n%s' "$1" "$station" "$userid" "$body" | hmac "$session")
    headers+=(-H "Ozeki-User: $userid" -H "Ozeki-Signature: $signature")
  fi
  answer=$(printf '%s' "$body" | curl -sS --max-time 60 "${headers[@]}" --data-binary @- "$url") || die "$PARLEY_SERVER cannot be reached."
  case $answer in
    *'"status":"OK"'*) printf '%s' "$answer" ;;
    *'"status":"ERROR"'*) die "The server answers: $(member errormessage "$answer")" ;;
    *) die "The answer of $PARLEY_SERVER was cut off, or it is no Parley server." ;;
  esac
}

# ---- from the key to the session (docs/spec/trust.md, sections 1 and 2)
case $PARLEY_SERVER in
  https://*|http://localhost|http://localhost:*|http://127.0.0.1|http://127.0.0.1:*) ;;
  *) die "$PARLEY_SERVER is not encrypted on the way: use its https: address." ;;
esac
[[ $PARLEY_KEY =~ ^parley_[A-Za-z0-9_-]{43}$ ]] || die 'PARLEY_KEY is no key of a bot: "parley_" and 43 characters.'
[ -f "$state/station" ] || openssl rand -hex 16 >"$state/station"
station=$(<"$state/station")
master=$(b64_hex "$(tr -- '-_' '+/' <<<"${PARLEY_KEY#parley_}")=")
email=$(printf '%s' "$PARLEY_EMAIL" | tr 'A-Z' 'a-z')
userid=$(printf '%s' "$email" | openssl dgst -md5 -binary | hex)
hello=$(call chatlogin '{"action":"hello"}')
W=$(member workspaceid "$hello")
[ -f "$state/workspace" ] || printf '%s' "$W" >"$state/workspace"
[ "$W" = "$(<"$state/workspace")" ] || die 'This is another workspace than last time; the key was not used.'
login=$(call chatlogin "{\"action\":\"login\",\"apikey\":\"$(hkdf "$master" parley/apikey/v1)\"}")
[ "$(member userid "$login")" = "$userid" ] || die 'The server answers for another user.'
[ "$(member workspaceid "$login")" = "$W" ] || die 'The server answers for another workspace.'

printf '%b' "$(member rsakey "$login")" >"$tmp/rsakey.pem"
[ "$(hmac "$(hkdf "$master" parley/mackey/v1)" <"$tmp/rsakey.pem")" = "$(b64_hex "$(member rsakeymac "$login")")" ] ||
  die 'The private RSA key from the server was altered; it was not opened.'
keypass=$(hkdf "$master" parley/keypass/v1) openssl rsa -in "$tmp/rsakey.pem" -passin env:keypass -out "$tmp/own.pem" 2>/dev/null
publickey=$(openssl pkey -in "$tmp/own.pem" -pubout -outform DER | hex)
signpublickey=$(b64_hex "$(member signpublickey "$login")")
[ "$publickey" = "$(b64_hex "$(member publickey "$login")")" ] || die 'The server gives out another RSA key as your own.'

Z=00
unwrap() { # RSA-OAEP: base64, label as hex
  b64_hex "$1" | unhex >"$tmp/wrapped"
  openssl pkeyutl -decrypt -inkey "$tmp/own.pem" -in "$tmp/wrapped" -pkeyopt rsa_padding_mode:oaep \
    -pkeyopt rsa_oaep_md:sha256 -pkeyopt rsa_mgf1_md:sha256 -pkeyopt "rsa_oaep_label:$2" 2>/dev/null | hex
}
gcm_open() { # key, seal(…) in hex: the plaintext in hex. The tag is not checked: a signature must vouch for what it gives.
  printf '%s' "${2:24:$((${#2} - 24 - 32))}" | unhex | openssl enc -d -aes-256-ctr -K "$1" -iv "${2:0:24}00000002" | hex
}
verify() { # public key as hex, signature as base64; the text in hex comes from standard input
  printf '302a300506032b6570032100%s' "$1" | unhex | openssl pkey -pubin -inform DER -out "$tmp/verify.pem" 2>/dev/null || return 1
  b64_hex "$2" | unhex >"$tmp/sig"
  unhex >"$tmp/signed"
  openssl pkeyutl -verify -pubin -inkey "$tmp/verify.pem" -rawin -in "$tmp/signed" -sigfile "$tmp/sig" >/dev/null 2>&1
}

# One's own signing key: the public half that the server gives must belong to the private one.
seed=$(gcm_open "$(hkdf "$master" parley/boxkey/v1)" "$(b64_hex "$(member signkey "$login")")")
own=$(printf '302e020100300506032b657004220420%s' "$seed" | unhex | openssl pkey -inform DER -pubout -outform DER | hex)
[ "${own: -64}" = "$signpublickey" ] || die 'The server gives out another signing key as your own.'

fingerprint() { # userid, RSA key, signing key
  printf '%s%s%s%s%s%s%s%s' "$(text_hex parley/fingerprint/v1)" $Z "$(text_hex "$W")" $Z "$(text_hex "$1")" $Z "$2" "$3" | sha256
}
key=$(unwrap "$(member sessionkey "$login")" "$(text_hex parley/session/v1)$Z$(text_hex "$station")") ||
  die 'The session key from the server was not made for this user and station.'
session=$key

# ---- people: keys are pinned at first sight
declare -A signing pinned
pin() { # userid, fingerprint as hex: false when another one is pinned
  local file="$state/pins/$1"
  [ -f "$file" ] || printf '%s' "$2" >"$file"
  pinned[$1]=$(<"$file")
  [ "${pinned[$1]}" = "$2" ]
}
pin "$userid" "$(fingerprint "$userid" "$publickey" "$signpublickey")" || die 'Your own keys are others than last time.'
signing[$userid]=$signpublickey
list=$(call chatconversation '{"action":"list"}')
object=$(sed 's/{"id":"/\n&/g' <<<"$list" | grep "^{\"id\":\"$conversation\"" || true)
[ -n "$object" ] || die "You have no conversation $conversation."
offers=$(call chatconversation "{\"action\":\"secrets\",\"conversationid\":\"$conversation\"}" | sed 's/{"epoch":/\n&/g' | grep '^{"epoch":')
ids=$(grep -o '"userid":"[0-9a-f]*"' <<<"$offers" | cut -d '"' -f 4 | sort -u)
asked=$(sed 's/.*/"&"/' <<<"$ids" | paste -sd , -)
keys=$(call chatfriends "{\"action\":\"keys\",\"userids\":[$asked]}")
while read -r user; do
  id=$(member friendid "$user") rsa=$(b64_hex "$(member publickey "$user")") sign=$(b64_hex "$(member signpublickey "$user")")
  text="$(text_hex parley/identity/v1)$Z$(text_hex "$W")$Z$(text_hex "$id")$Z$rsa"
  if ! verify "$sign" "$(member identitysignature "$user")" <<<"$text"; then
    problem "user $id: the RSA key and the signing key do not belong together"
  elif ! pin "$id" "$(fingerprint "$id" "$rsa" "$sign")"; then
    problem "user $id: the keys are not the ones seen before; compare safety numbers"
  else
    signing[$id]=$sign
  fi
done < <(sed 's/{"friendid":/\n&/g' <<<"$keys" | grep '^{"friendid":')

# ---- secrets (section 3)
declare -A secret people
while read -r offer; do
  epoch=$(number epoch "$offer") maker=$(member secretby "$offer")
  members=$(grep -o '{"userid":"[^}]*}' <<<"$offer")
  if grep -q '"sharedby"' <<<"$offer"; then problem "epoch $epoch was shared: this script opens only what was made for you"; continue; fi
  label="$(text_hex parley/secret/v1)$Z$(text_hex "$W")$Z$(text_hex "$conversation")$(u32 "$epoch")"
  key=$(unwrap "$(member secret "$offer")" "$label") || { problem "epoch $epoch: its secret does not open"; continue; }
  text="$label$(sha256 <<<"$key")" ok=yes names=''
  while read -r one; do
    id=$(member userid "$one") print=$(b64_hex "$(member fingerprint "$one")")
    [[ $id > "${names##* }" ]] || ok="its people are out of order"
    names="$names $id" text="$text$(text_hex "$id")$print"
    pin "$id" "$print" || ok="the fingerprint of user $id is not the one seen before"
  done <<<"$members"
  [[ "$names " = *" $maker "* ]] || ok="it was made by somebody whom it is not for"
  [[ "$names " = *" $userid "* ]] || ok="it is not for you"
  before=$((epoch - 1))
  [ -z "${people[$before]:-}" ] || [[ "${people[$before]} " = *" $maker "* ]] || ok="it was made by somebody whom the epoch before was not for"
  verify "${signing[$maker]:-00}" "$(member secretsignature "$offer")" <<<"$text" || ok="the signature of its maker is not valid"
  if [ "$ok" = yes ]; then secret[$epoch]=$key people[$epoch]=$names; else problem "epoch $epoch: $ok"; fi
done <<<"$offers"

# ---- messages (section 4)
declare -A message_key signed_prefix missing deleted
instance=$(member instance "$object")
aad_prefix="$(text_hex parley/message/v1)$Z$(text_hex "$W")$Z$(text_hex "$conversation")$Z$(text_hex "$instance")$Z"
aad_type="$Z$(text_hex Message)$Z"
sig_member=$(text_hex ',"sig":"')

one_object() { # whether a text is one JSON object on one line, so that nobody's words end the line that they stand in
  local braces
  [ -z "$(unhex <<<"$1" | tr -dc '\000-\037' | hex)" ] || return 1
  # Without its strings, the first brace must be closed by the last one.
  braces=$(unhex <<<"$1" | sed 's/"\([^"\\]\|\\.\)*"//g' | tr -dc '{}"')
  [[ $braces == '{'*'}' ]] || return 1
  braces=${braces#'{'} braces=${braces%'}'}
  while [[ $braces == *'{}'* ]]; do braces=${braces//'{}'/}; done
  [ -z "$braces" ]
}

open_message() { # a message object: its line on standard output, or a problem
  local id created bytes epoch payload signature text json from writer seq last
  id=$(member ID "$1") created=$(member Created "$1")
  if [ "$(member Type "$1")" = Removed ]; then return; fi
  [[ $id =~ ^[0-9a-f-]{36}$ && $created =~ ^[0-9-]{10}\ [0-9:]{8}$ ]] || { problem "a message has no ID or no date"; return; }
  bytes=$(b64_hex "$(member Data "$1")")
  if [ "${bytes:0:2}" != 01 ] || [ ${#bytes} -lt 66 ]; then problem "$id does not have the form of a message"; return; fi
  epoch=$((16#${bytes:2:8}))
  if [ -z "${secret[$epoch]:-}" ]; then problem "$id stands under epoch $epoch, whose secret is not here"; return; fi
  if [ -z "${message_key[$epoch]:-}" ]; then
    message_key[$epoch]=$(hkdf "${secret[$epoch]}" parley/message/v1)
    signed_prefix[$epoch]="$(text_hex parley/payload/v1)$Z$(sha256 <<<"${secret[$epoch]}")"
  fi
  # The payload ends before 0x80 and zeros; its last 98 bytes are ,"sig":"…"}
  payload=$(gcm_open "${message_key[$epoch]}" "${bytes:10}" | sed 's/\(00\)*$//')
  if [ ${#payload} -lt 200 ] || [ "${payload: -198:16}" != "$sig_member" ] || [ "${payload: -6}" != 227d80 ]; then
    problem "$id was altered, or moved from another place"
    return
  fi
  signature=$(unhex <<<"${payload: -182:176}")
  text=${payload:0:$((${#payload} - 198))}7d
  one_object "$text" || { problem "$id: its payload is no JSON object of one line"; return; }
  json=$(unhex <<<"$text")
  from=$(grep -ao '"from":"[0-9a-f]\{32\}"' <<<"$json" | cut -d '"' -f 4 || true)
  # Two of them, wherever they stand, are not one author's name.
  if [ ${#from} -ne 32 ] || [[ "${people[$epoch]} " != *" $from "* ]] ||
    ! verify "${signing[$from]:-00}" "$signature" \
      <<<"${signed_prefix[$epoch]}$aad_prefix$(text_hex "$id")$aad_type$(u32 "$epoch")$Z$text"; then
    problem "$id was altered, moved from another place, or not written by the person it names"
    return
  fi
  printf '{"id":"%s","created":"%s","from":"%s","payload":%s}\n' "$id" "$created" "$from" "$json"
  # A station counts its messages: none may be missing before the last one, but what its author deleted.
  writer="$instance-$from-$(sed -n 's/.*"station":"\([0-9a-f]*\)".*/\1/p' <<<"$json")"
  seq=$(sed -n 's/.*"seq":\([0-9]*\).*/\1/p' <<<"$json")
  last=$(cat "$state/seqs/$writer" 2>/dev/null || echo 0)
  if [ "$seq" -le "$last" ]; then problem "$id: message $seq of its station stands behind message $last"; return; fi
  while [ $((++last)) -lt "$seq" ]; do missing[$writer-$last]=$id; done
  echo "$seq" >"$state/seqs/$writer"
  if grep -q '"kind":"delete"' <<<"$json"; then
    deleted[$instance-$from-$(member targetstation "$json")-$(number targetseq "$json")]=yes
  fi
}

if [ "$instance" != "$(cat "$state/instance" 2>/dev/null)" ]; then
  printf '%s' "$instance" >"$state/instance"
  rm -f "$state/cursor"
fi
more=true
while [ "$more" = true ]; do
  since=$(cat "$state/cursor" 2>/dev/null || true)
  answer=$(call chatconversation "{\"action\":\"download\",\"conversationid\":\"$conversation\",\"instance\":\"$instance\",\"since\":\"$since\"}")
  messages=$(grep -o '{"ID":"[^}]*"Data":"[^}]*}' <<<"$answer" || true)
  if [ -n "$messages" ]; then
    while read -r message; do open_message "$message"; done <<<"$messages"
  fi
  member cursor "$answer" >"$state/cursor"
  more=$(sed -n 's/.*"more":\(true\|false\).*/\1/p' <<<"$answer")
done
for one in "${!missing[@]}"; do
  [ -n "${deleted[$one]:-}" ] || problem "${missing[$one]}: a message of its station is missing before it"
done
[ $problems -eq 0 ] || exit 5
