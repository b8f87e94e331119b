#!/usr/bin/env bash
# Starts a scheme as start-a-scheme.md says, from an empty database to the first accepted referral.
# DATABASE_URL and DATABASE_ROLES_SECRET are the database's; the service runs at ROTHER_URL; NEW_PASSWORD is for the first
# accounts; ORGANISATIONS and CASELOAD are the files; what is to be mended is written to TO_MEND.
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
account() { cli create-account --scheme "$scheme" --organisation "$1" --role "$2" --email "$3@millbridge.example" --name "$4" | field .membershipId; }
# bring KIND FILE: upload, dry run, run until nothing is left. Gives the import's id.
bring() {
  local import left=1
  import=$(call POST /imports --form "kind=$1" --form "file=@$2" | field .id)
  call POST "/imports/$import/dry-run" | field .counts >&2
  while [ "$left" != 0 ]; do left=$(call POST "/imports/$import/run" | field .left); done
  printf '%s' "$import"
}

say '1-2. The database, the scheme, and one for training.'
cli migrate
made=$(cli create-scheme --name Millbridge --service 'Community Links')
cli create-scheme --name 'Millbridge for practice' --service 'Practice service' --practice > /dev/null
scheme=$(field .schemeId <<<"$made") office=$(field .schemeOrganisationId <<<"$made") service=$(field .advisorServiceId <<<"$made")

say '3. The first accounts.'
account "$office" administrator administrator 'Amir Administrator' > /dev/null
lead=$(account "$service" team-lead lead 'Lena Lead')
advisor=$(account "$service" advisor ada 'Ada Advisor')
account "$service" advisor ben 'Ben Advisor' > /dev/null
account "$office" safeguarding-lead sal 'Sal Safeguarding' > /dev/null
account "$office" privacy-officer priya 'Priya Officer' > /dev/null

say '4. Safety.'
token=$(sign_in administrator)
json PUT /scheme/safety "{
  \"phones\": { \"crisisLine\": \"01632 960110\", \"adultSafeguarding\": \"01632 960111\", \"outOfHours\": \"01632 960112\" },
  \"concernLadder\": [\"$lead\", \"$advisor\"],
  \"loneWorkingLadder\": [{ \"membershipId\": \"$lead\", \"afterMinutes\": 15 }, { \"membershipId\": \"$advisor\", \"afterMinutes\": 30 }] }" --header 'If-Match: "1"' > /dev/null
json POST /scheme/privacy-notices "{ \"text\": \"What we write down, why, who reads it, and how to ask.\", \"holdsFrom\": \"$today\" }" > /dev/null

say '5. Organisations.'
bring organisations "$ORGANISATIONS" > /dev/null
practice=$(call GET '/organisations?kind=practice&limit=1' | field '.items[0].id')

say '6. People who work.'
account "$practice" referrer rina 'Rina Referrer' > /dev/null

say '7. The caseload, and what is to be mended.'
token=$(sign_in lead)
import=$(bring caseload "$CASELOAD")
call GET "/imports/$import/errors" > "$TO_MEND"
call GET '/referrals?limit=1' | field '.items.length'

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
