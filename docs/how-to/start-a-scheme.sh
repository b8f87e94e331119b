#!/usr/bin/env bash
# Starts a scheme as start-a-scheme.md says, from an empty database to the first accepted referral.
# DATABASE_URL and DATABASE_ROLES_SECRET are the database's; the service runs at ROTHER_URL and the worker beside it;
# NEW_PASSWORD is what everybody chooses; ORGANISATIONS, ACCOUNTS and CASELOAD are the files; MAILS is the folder in which the
# mail of the try arrives, one file for an address; what is to be mended is written to TO_MEND, and MEND is who mends it there.
set -euo pipefail
api="${ROTHER_URL:-http://127.0.0.1:3000}/api/v1"
today=$(TZ=Europe/London date +%F)

say() { printf '\n%s\n' "$*"; }
# ROTHER_CLI says how the command line is called when it is not built.
cli() { ${ROTHER_CLI:-npm run --silent cli --} "$@"; }
field() { node -e "const v = JSON.parse(require('node:fs').readFileSync(0, 'utf8'))$1; process.stdout.write(typeof v === 'string' ? v : JSON.stringify(v ?? null))"; }
# call METHOD PATH [curl arguments…]: as whoever holds $token.
call() {
  local method=$1 path=$2 answer status
  shift 2
  answer=$(curl --silent --show-error --request "$method" --write-out '\n%{http_code}' --header "Authorization: Bearer $token" "$@" "$api$path")
  status=${answer##*$'\n'}
  if [ "$status" -ge 300 ]; then
    printf '%s %s answered %s: %s\n' "$method" "$path" "$status" "${answer%$'\n'*}" >&2
    return 1
  fi
  printf '%s' "${answer%$'\n'*}"
}
json() { call "$1" "$2" --header 'Content-Type: application/json' --data "$3" "${@:4}"; }
sign_in() { token='' json POST /sessions "{\"email\":\"$1@millbridge.example\",\"password\":\"$NEW_PASSWORD\"}" | field .accessToken; }
# try_file KIND FILE: upload and dry run. Gives the import's id.
try_file() {
  local import
  import=$(call POST /imports --form "kind=$1" --form "file=@$2" | field .id)
  call POST "/imports/$import/dry-run" | field .counts >&2
  printf '\n' >&2
  printf '%s' "$import"
}
# run IMPORT: a job writes it; look until nothing is left.
run() {
  call POST "/imports/$1/run" > /dev/null
  until [ "$(call GET "/imports/$1" | field .status)" = done ]; do sleep 0.3; done
}
bring() {
  local import
  import=$(try_file "$1" "$2")
  run "$import"
  printf '%s' "$import"
}
# accept NAME: follows the link that was mailed, and chooses a password. Gives the membership.
accept() {
  local mail="$MAILS/$1@millbridge.example" link
  until [ -s "$mail" ]; do sleep 0.2; done
  link=$(grep --only-matching 'https\?://[^ ]*' "$mail" | head -1)
  token='' json POST /invitations/accept "{\"token\":\"${link##*#}\",\"password\":\"$NEW_PASSWORD\"}" | field .membershipId
}

say '1-2. The database, the scheme, and one for training with the same settings.'
cli migrate
made=$(cli create-scheme --name Millbridge --service 'Community Links')
scheme=$(field .schemeId <<<"$made") office=$(field .schemeOrganisationId <<<"$made")
cli create-scheme --name 'Millbridge for practice' --service 'Practice service' --practice --from "$scheme" > /dev/null

say '3. The administrator.'
cli create-account --scheme "$scheme" --organisation "$office" --role administrator --email administrator@millbridge.example \
  --name 'Amir Administrator' > /dev/null
token=$(sign_in administrator)

say '4. Organisations.'
bring organisations "$ORGANISATIONS" > /dev/null

say '5. People who work: each is invited by mail, and chooses a password.'
bring accounts "$ACCOUNTS" > /dev/null
lead=$(accept lead) advisor=$(accept ada)
for name in ben sal priya rina; do accept "$name" > /dev/null; done

say '6. Safety.'
json PUT /scheme/safety "{
  \"phones\": { \"crisisLine\": \"01632 960110\", \"adultSafeguarding\": \"01632 960111\", \"outOfHours\": \"01632 960112\" },
  \"concernLadder\": [\"$lead\", \"$advisor\"],
  \"loneWorkingLadder\": [{ \"membershipId\": \"$lead\", \"afterMinutes\": 15 }, { \"membershipId\": \"$advisor\", \"afterMinutes\": 30 }] }" --header 'If-Match: "1"' > /dev/null
json POST /scheme/privacy-notices "{ \"text\": \"What we write down, why, who reads it, and how to ask.\", \"holdsFrom\": \"$today\" }" > /dev/null

say '7. The caseload: what is good is brought, what is not is mended and follows. Sent again, nothing changes.'
token=$(sign_in lead)
group=$(call GET '/organisations?kind=provider&limit=1' | field '.items[0].id')
json POST /activities "{
  \"providerId\": \"$group\", \"name\": \"Invented Lunch Club\", \"category\": \"community-hub\", \"description\": \"A hot meal and company\",
  \"locationKind\": \"telephone\", \"when\": \"Tuesdays 12 to 2\", \"capacity\": 20 }" > /dev/null
import=$(bring caseload "$CASELOAD")
call GET "/imports/$import/errors" > "$TO_MEND"
$MEND "$TO_MEND"
bring caseload "$TO_MEND" > /dev/null
for file in "$CASELOAD" "$TO_MEND"; do call POST /imports --form kind=caseload --form "file=@$file" | field .wasThere; done

say '8. Live.'
token=$(sign_in administrator)
call GET /scheme/readiness | field '.missing.filter(({ isMust }) => isMust)'
call POST /scheme/go-live | field .isLive

say '9. The first referral, accepted.'
token=$(sign_in rina)
details='{ "noNhsNumberBecause": "number-not-to-hand", "givenName": "Winifred", "familyName": "Hartshorne", "bornOn": "1944-02-11",
    "address": { "lines": ["9 Example Row"], "postcode": "S60 1AA" }, "phones": [{ "number": "01632 960 482" }],
    "safeContact": { "channels": ["phone"] }, "facts": { "longTermConditions": { "answer": "known", "value": ["copd"] } } }'
back=$(json POST /referrals/read-back "{\"person\": $details}" | field .code)
sent=$(json POST /referrals "{
  \"person\": $details, \"readBackOf\": \"$back\", \"needs\": [\"loneliness\"], \"reason\": \"Alone since her husband died in March.\",
  \"onBehalfOf\": \"Dr Invented\", \"homeVisitRisk\": \"none-known\",
  \"consent\": { \"answer\": \"given\", \"how\": \"in-person\", \"on\": \"$today\" }, \"submit\": true }")
token=$(sign_in ada)
call POST "/referrals/$(field .id <<<"$sent")/accept" | field .status
