#!/usr/bin/env bash
# Walks one person from a referral to its close, with curl, against a running demo (npm run demo).
#   DEMO_PASSWORD='the password the demo printed' bash docs/how-to/walk-the-whole-job.sh
# ROTHER_URL says where the demo is, when it is not http://127.0.0.1:3000.
set -euo pipefail
api="${ROTHER_URL:-http://127.0.0.1:3000}/api/v1"
today=$(TZ=Europe/London date +%F)

say() { printf '\n%s\n' "$*"; }
# Reads a value from the JSON on standard input: field '.person.id' <<<"$json"
field() { node -e "const v = JSON.parse(require('node:fs').readFileSync(0, 'utf8'))$1; process.stdout.write(typeof v === 'string' ? v : JSON.stringify(v ?? null))"; }
# call METHOD PATH [BODY] [HEADER…]: as whoever holds $token; anything but success ends the walk and shows why.
call() {
  local method=$1 path=$2 body=${3:-} answer status
  shift $(($# < 3 ? $# : 3))
  local arguments=(--silent --show-error --request "$method" --write-out '\n%{http_code}' --header "Authorization: Bearer $token")
  [ -z "$body" ] || arguments+=(--header 'Content-Type: application/json' --data "$body")
  [ "$method" != POST ] || arguments+=(--header "Idempotency-Key: $(node -p 'crypto.randomUUID()')")
  for header in "$@"; do arguments+=(--header "$header"); done
  answer=$(curl "${arguments[@]}" "$api$path")
  status=${answer##*$'\n'}
  if [ "$status" -ge 300 ]; then
    printf '%s %s answered %s: %s\n' "$method" "$path" "$status" "${answer%$'\n'*}" >&2
    return 1
  fi
  printf '%s' "${answer%$'\n'*}"
}
sign_in() {
  local body
  body=$(node -p 'JSON.stringify({ email: process.argv[1], password: process.argv[2] })' "$1@demo.rother.example" "${DEMO_PASSWORD:?Set DEMO_PASSWORD to the password the demo printed}")
  token='' call POST /sessions "$body" | field .accessToken
}
# An invented NHS number: it begins 999, and its last digit is the check of modulus 11.
new_nhs_number() {
  node -e 'for (;;) {
    const digits = `999${String(Math.floor(Math.random() * 1e6)).padStart(6, "0")}`
    const check = 11 - [...digits].reduce((sum, digit, index) => sum + Number(digit) * (10 - index), 0) % 11
    if (check !== 10) { process.stdout.write(digits + (check % 11)); break }
  }'
}

say '1. Everyone signs in.'
referrer=$(sign_in referrer) advisor=$(sign_in advisor) provider=$(sign_in provider) commissioner=$(sign_in commissioner)

say '2. The practice asks whether the scheme takes this person, then refers her; she has agreed.'
facts='{"longTermConditions":{"answer":"known","value":["copd","diabetes"]},"livesAlone":{"answer":"known","value":true},"ethnicCategory":{"answer":"not-asked"}}'
token=$referrer
call POST /referrals/eligibility "{\"bornOn\":\"1944-02-11\",\"facts\":$facts}" | field .eligible
details="{ \"nhsNumber\": \"$(new_nhs_number)\", \"givenName\": \"Winifred\", \"familyName\": \"Hartshorne\", \"bornOn\": \"1944-02-11\",
    \"address\": { \"lines\": [\"9 Example Row\"], \"postcode\": \"S60 1AA\" }, \"phones\": [{ \"number\": \"01632 960 482\" }],
    \"safeContact\": { \"channels\": [\"phone\"] }, \"facts\": $facts }"
back=$(call POST /referrals/read-back "{\"person\": $details}")
field '.sentences.join(" ")' <<<"$back"; echo
sent=$(call POST /referrals "{
  \"person\": $details, \"readBackOf\": \"$(field .code <<<"$back")\",
  \"needs\": [\"loneliness\", \"transport\"], \"reason\": \"Alone since her husband died in March; admitted twice this winter.\",
  \"whatMatters\": \"Getting back to chapel on a Sunday.\", \"onBehalfOf\": \"Dr Invented\", \"homeVisitRisk\": \"none-known\",
  \"consent\": { \"answer\": \"given\", \"how\": \"in-person\", \"on\": \"$today\" }, \"submit\": true }")
referral=$(field .id <<<"$sent") person=$(field .personId <<<"$sent")
printf 'Reference %s, answered by %s.\n' "$(field .reference <<<"$sent")" "$(field .dueOn <<<"$sent")"

say '3. The advisor reads it, takes it on, and takes it up.'
token=$advisor
me=$(call GET /me | field .membership.id)
call GET "/referrals/$referral" | field .nextSteps; echo
call POST "/referrals/$referral/accept" | field .nextStep.sentence; echo
call POST "/referrals/$referral/allocate" "{\"membershipId\":\"$me\"}" | field .nextStep.sentence; echo

# The walk may be taken at night: outside working hours a plan is asked about, and "anyway" says that it is meant.
say '4. A visit is planned; the advisor goes in, listens, comes out, and writes down what happened.'
start=$(node -p 'new Date(Date.now() + 36e5).toISOString()') end=$(node -p 'new Date(Date.now() + 72e5).toISOString()')
contact=$(call POST "/referrals/$referral/contacts" "{\"way\":\"home-visit\",\"purpose\":\"assessment\",\"plannedStart\":\"$start\",\"plannedEnd\":\"$end\",\"anyway\":true}" | field .id)
call POST "/contacts/$contact/check-in" >/dev/null
version=$(call POST "/contacts/$contact/check-out" | field .version)
call PATCH "/contacts/$contact" "{\"happened\":true,\"attendance\":\"attended\",\"happenedOn\":\"$today\",\"note\":\"Misses chapel most. Cannot manage the bus step.\"}" "If-Match: \"$version\"" | field .status; echo

say '5. Loneliness and isolation are asked.'
call POST "/referrals/$referral/measurements" "{\"instrument\":\"ucla-3\",\"mode\":\"read-aloud\",\"on\":\"$today\",\"answers\":{\"companionship\":3,\"left-out\":2,\"isolated\":3,\"direct\":1}}" | field .scores; echo
call POST "/referrals/$referral/measurements" "{\"instrument\":\"lsns-6\",\"mode\":\"read-aloud\",\"on\":\"$today\",\"answers\":{\"relatives-contact\":1,\"relatives-private-matters\":1,\"relatives-help\":1,\"friends-contact\":2,\"friends-private-matters\":1,\"friends-help\":1}}" | field .scores; echo

say '6. Advisor and person write a plan; she agrees to it.'
plan=$(call PUT "/referrals/$referral/plan" '{
  "whatMatters": "Chapel, and my garden.", "aGoodDay": "Someone to have dinner with.",
  "goals": [{ "words": "I want to eat with other people once a week", "need": "loneliness", "proposedBy": "person", "agreedBy": ["person", "advisor"],
    "actions": [{ "what": "Go to the lunch club with Ada the first time", "owner": "advisor", "proposedBy": "advisor", "agreedBy": ["person"] }] }] }' 'If-None-Match: *')
goal=$(field '.goals[0].id' <<<"$plan")
call POST "/referrals/$referral/plan/agreements" "{\"version\":1,\"how\":\"in-person\",\"on\":\"$today\"}" >/dev/null
call GET "/referrals/$referral" | field .stage; echo

say '7. She agrees to be known to the group; a place is offered. Before its yes the group sees no name.'
call POST "/people/$person/consents" "{\"purpose\":\"share\",\"answer\":\"given\",\"how\":\"in-person\",\"on\":\"$today\"}" >/dev/null
token=$provider
group=$(call GET /me | field .membership.organisationId)
activity=$(call POST /activities '{"name":"Thursday table","category":"community-hub","description":"Dinner and talk","whoFor":"Anyone who eats alone","locationKind":"venue","postcode":"S60 1AA","when":"Thursdays at noon","access":["step-free"],"capacity":12}' | field .id)
token=$advisor
placement=$(call POST "/referrals/$referral/placements" "{\"activityId\":\"$activity\",\"hopes\":\"To eat with others once a week\",\"accessNeeds\":[\"step-free\"]}" | field .id)
token=$provider
call GET "/placements/$placement" | field .person; echo
call POST "/placements/$placement/accept" >/dev/null
call GET "/placements/$placement" | field .person; echo
call POST "/placements/$placement/attendances" "{\"on\":\"$today\",\"attended\":\"yes\"}" >/dev/null
call POST "/placements/$placement/complete" | field .status; echo

say '8. The advisor closes: what came of each goal, what is left and for whom.'
token=$advisor
call POST "/referrals/$referral/close" "{\"reason\":\"goals-met\",\"goalResults\":[{\"goalId\":\"$goal\",\"result\":\"achieved\"}],
  \"leftToDo\":[{\"what\":\"Look at her inhaler again\",\"forWhom\":\"practice\"}],\"summary\":\"Winifred eats at the Thursday table each week and has a lift to chapel.\"}" | field .status; echo

say '9. The practice has heard of each milestone, in text it can file.'
token=$referrer
for _ in $(seq 20); do
  messages=$(call GET "/messages?subjectId=$referral")
  [ "$(field '.items.length' <<<"$messages")" -lt 4 ] || break
  sleep 0.5
done
field '.items.map((message) => message.kind)' <<<"$messages"; echo
field '.items[0].body' <<<"$messages"; echo

say '10. The commissioner reads the outcome report of the last closed months: no person, no small number.'
token=$commissioner
from=$(node -p 'const d = new Date(); new Date(Date.UTC(d.getUTCFullYear(), d.getUTCMonth() - 12, 15)).toISOString().slice(0, 7)')
to=$(node -p 'const d = new Date(); new Date(Date.UTC(d.getUTCFullYear(), d.getUTCMonth() - 1, 15)).toISOString().slice(0, 7)')
call GET "/reports/outcomes?from=$from&to=$to" | field '.funnel.map(({ step, n }) => `${step} ${n}`).join("\n")'; echo
say 'Done: sent, answered, visited, planned, placed, measured, closed and heard of.'
