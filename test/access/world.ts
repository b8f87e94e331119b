import { randomUUID } from 'node:crypto'
import { ROLES, type Role } from '../../src/platform/context.ts'
import { formWith, plainPng } from '../files/made-files.ts'
import { giveImportedScore } from '../measures/given-imported-score.ts'
import type { TestApp } from '../support/app.ts'
import type { Answer } from '../support/client.ts'
import type { Given, GivenReferral } from '../support/given.ts'
import type { Member, Town } from '../support/town.ts'
import { toFileForm, upload } from '../support/upload.ts'

/** For one id that an address takes: a thing each role may see, one it may not see, and one of another scheme. */
export type Thing = {
  own: Partial<Record<Role, string>>
  hidden: Partial<Record<Role, string>>
  elsewhere: string
}

export type World = {
  given: Given
  /** Who calls in each role. */
  members: Record<Role, Member>
  /** By the name of the parameter, as in `:referralId`. */
  things: Record<string, Thing>
  /** A second record of one person, for the service to merge. */
  duplicateId: string
  /** A practice into which another closes. */
  otherClosingId: string
  /** What bodies and queries name: of the referral, the person and the provider that are the roles' own. */
  referralId: string
  reference: string
  goalId: string
  activityId: string
  /** A contact that its worker has planned. */
  visitId: string
}

/** Two schemes, with things of a practice, of its neighbour, of providers and of the other scheme. */
export async function makeWorld({ given, as }: TestApp): Promise<World> {
  const { town } = given
  const otherTown = await given.anotherTown()
  const mine = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const neighbours = await given.referral({ by: town.otherReferrer })
  /** The neighbour's drafts, of somebody new and of somebody the service knows: nobody has seen them but who wrote them. */
  const draft = await given.referral({ by: town.otherReferrer, status: 'draft' })
  const { person: _, ...details } = given.referralDetails({ personId: neighbours.personId, submit: false })
  const draftOfKnown = await as(town.otherReferrer).post('/referrals', details)
  const elsewhere = await given.referral({ town: otherTown, status: 'accepted', allocatedTo: otherTown.advisor })
  const duplicate = await given.referral()

  const careOf = (own: string, ofNeighbour: string, ofDraft: string, foreign: string): Thing => ({
    own: { referrer: own, advisor: own, 'team-lead': own },
    hidden: { referrer: ofNeighbour, advisor: ofDraft, 'team-lead': ofDraft },
    elsewhere: foreign,
  })

  async function eachOrganisations(make: (organisationId: string, town: Town) => Promise<string>): Promise<Thing> {
    const [practices, services, providers] = [
      await make(town.practiceId, town),
      await make(town.serviceId, town),
      await make(town.providerId, town),
    ]
    const schemes = await make(town.schemeOrganisationId, town)
    const [otherPractices, otherProviders] = [
      await make(town.otherPracticeId, town),
      await make(town.otherProviderId, town),
    ]
    return {
      own: {
        referrer: practices,
        advisor: services,
        'team-lead': services,
        provider: providers,
        'safeguarding-lead': schemes,
        'privacy-officer': schemes,
        administrator: schemes,
      },
      hidden: {
        'safeguarding-lead': otherPractices,
        referrer: otherPractices,
        advisor: otherPractices,
        'team-lead': otherPractices,
        provider: otherProviders,
      },
      elsewhere: await make(otherTown.serviceId, otherTown),
    }
  }

  async function bouncedMail({ schemeId, advisor }: Town): Promise<string> {
    const id = randomUUID()
    await given.rows(`insert into outgoing_messages (scheme_id, id, channel, recipient_kind, membership_id, event, subject, body, subject_kind, subject_id, status, failed_at, failure, created_at)
      values ('${schemeId}', '${id}', 'mail', 'member', '${advisor.membershipId}', 'task', 'Something to do', 'Sign in.', 'membership', gen_random_uuid(), 'bounced', now(), 'smtp-550', now())`)
    return id
  }
  const [leads, administrators] = [await bouncedMail(town), await bouncedMail(town)]

  const things: Record<string, Thing> = {
    outgoingId: {
      own: { 'team-lead': leads, administrator: administrators },
      hidden: {},
      elsewhere: await bouncedMail(otherTown),
    },
    referralId: careOf(mine.id, neighbours.id, draftOfKnown.body.id, elsewhere.id),
    personId: careOf(mine.personId, neighbours.personId, draft.personId, elsewhere.personId),
    taskId: await eachOrganisations(async (organisationId, { schemeId }) => {
      const id = randomUUID()
      await given.rows(`insert into tasks (scheme_id, id, kind, subject_kind, subject_id, organisation_id, due_on, created_at)
        values ('${schemeId}', '${id}', 'hold-ended', 'referral', gen_random_uuid(), '${organisationId}', '2026-03-10', now())`)
      return id
    }),
    messageId: await eachOrganisations(async (organisationId, { schemeId }) => {
      const id = randomUUID()
      await given.rows(`insert into messages (scheme_id, id, organisation_id, kind, subject_kind, subject_id, person_id, title, body, sent_at)
        values ('${schemeId}', '${id}', '${organisationId}', 'referral-received', 'referral', gen_random_uuid(), gen_random_uuid(), 'We have it', 'We have it.', now())`)
      return id
    }),
  }

  /** An episode further on: a contact, a plan with an objection, a measurement, a placement. */
  async function episode({ id }: GivenReferral, place: Town, providerId: string) {
    const advisor = as(place.advisor)
    const made = async (answer: Promise<Answer>) => {
      const { statusCode, body, text } = await answer
      if (statusCode !== 200 && statusCode !== 201) throw new Error(`Not made: ${statusCode} ${text}`)
      return body
    }
    const activity = await made(
      advisor.post('/activities', {
        providerId,
        name: 'Lunch on Mondays',
        category: 'community-hub',
        description: 'A hot lunch and a chat',
        locationKind: 'online',
        when: 'Mondays at noon',
        capacity: 20,
      }),
    )
    const goals = [{ words: 'I want company at lunch', proposedBy: 'person', agreedBy: ['person'] }]
    const plan = await made(advisor.put(`/referrals/${id}/plan`, { goals }, { headers: { 'if-none-match': '*' } }))
    const [goal] = plan.goals
    return {
      activityId: activity.id,
      goalId: goal.id,
      placementId: (await made(advisor.post(`/referrals/${id}/placements`, { activityId: activity.id }))).id,
      contactId: (
        await made(
          advisor.post(`/referrals/${id}/contacts`, {
            way: 'telephone',
            purpose: 'support',
            plannedStart: '2026-03-05T10:00:00Z',
            anyway: true,
          }),
        )
      ).id,
      measurementId: (
        await made(
          advisor.post(`/referrals/${id}/measurements`, {
            instrument: 'ucla-3',
            mode: 'face-to-face',
            on: '2026-03-02',
            notFinished: 'too-tired',
          }),
        )
      ).id,
      importedScoreId: await giveImportedScore(given, id),
      objectionId: (
        await made(
          as(place.referrer).post(`/referrals/${id}/plan/objections`, {
            goalId: goal.id,
            reason: 'She has tried this',
          }),
        )
      ).id,
    }
  }
  const further = await episode(mine, town, town.providerId)
  const foreign = await episode(elsewhere, otherTown, otherTown.providerId)
  const otherProviders = await episode(
    await given.referral({ status: 'accepted', allocatedTo: town.advisor }),
    town,
    town.otherProviderId,
  )
  /** The service works for the whole scheme: nothing of an episode is hidden from it but what is elsewhere. */
  const ofService = (own: string, other: string): Thing => ({
    own: { advisor: own, 'team-lead': own },
    hidden: {},
    elsewhere: other,
  })
  things.contactId = ofService(further.contactId, foreign.contactId)
  things.measurementId = ofService(further.measurementId, foreign.measurementId)
  things.importedScoreId = ofService(further.importedScoreId, foreign.importedScoreId)
  things.objectionId = ofService(further.objectionId, foreign.objectionId)
  things.placementId = {
    own: { advisor: further.placementId, 'team-lead': further.placementId, provider: further.placementId },
    hidden: { provider: otherProviders.placementId },
    elsewhere: foreign.placementId,
  }
  const questionOf = async (provider: Member, placementId: string): Promise<string> =>
    (await as(provider).post(`/placements/${placementId}/questions`, { words: 'Can they manage four steps?' })).body.id
  things.questionId = ofService(
    await questionOf(town.provider, further.placementId),
    await questionOf(otherTown.provider, foreign.placementId),
  )
  const entryOf = async (place: Town): Promise<string> => {
    const full = {
      name: 'Choir',
      category: 'community-hub',
      description: 'We sing',
      locationKind: 'online',
      when: 'Fridays',
    }
    const advisor = as(place.advisor)
    const choir = await advisor.post('/activities', { providerId: place.providerId, ...full, capacity: 0 })
    const { id } = await given.referral({ status: 'accepted', town: place, allocatedTo: place.advisor })
    return (await advisor.post(`/referrals/${id}/waiting`, { activityId: choir.body.id })).body.id
  }
  things.entryId = ofService(await entryOf(town), await entryOf(otherTown))
  const alignmentOf = async (place: Town): Promise<string> => {
    const { membershipId } = place.otherAdvisor
    return (await as(place.teamLead).post('/advisor-alignments', { membershipId, practiceId: place.practiceId })).body
      .id
  }
  things.alignmentId = {
    own: { 'team-lead': await alignmentOf(town) },
    hidden: {},
    elsewhere: await alignmentOf(otherTown),
  }
  // The directory is read by everybody in the scheme who reads it at all.
  const listing = further.activityId
  things.activityId = {
    own: { referrer: listing, advisor: listing, 'team-lead': listing, provider: listing, administrator: listing },
    hidden: {},
    elsewhere: foreign.activityId,
  }

  const cohortOf = async (activityId: string, { schemeId }: Town): Promise<string> => {
    const id = randomUUID()
    await given.rows(`insert into activity_cohorts (scheme_id, id, activity_id, name, starts_on, weeks, capacity)
      values ('${schemeId}', '${id}', '${activityId}', 'Spring', '2026-03-02', 6, 8)`)
    return id
  }
  const cohort = await cohortOf(listing, town)
  things.cohortId = {
    own: { advisor: cohort, 'team-lead': cohort, provider: cohort, administrator: cohort },
    hidden: {},
    elsewhere: await cohortOf(foreign.activityId, otherTown),
  }
  const keepers = (own: string, elsewhere: string): Thing => ({
    own: { advisor: own, 'team-lead': own, administrator: own },
    hidden: {},
    elsewhere,
  })
  const editOf = async (activityId: string, place: Town): Promise<string> => {
    const changed = { when: 'Mondays at half past twelve' }
    await as(place.provider).patch(`/activities/${activityId}`, changed, { headers: { 'if-match': '"1"' } })
    return (await as(place.advisor).get('/activity-edits')).body.items[0].id
  }
  things.editId = keepers(await editOf(further.activityId, town), await editOf(foreign.activityId, otherTown))
  const suggestionOf = async (place: Town): Promise<string> =>
    (await as(place.referrer).post('/activity-suggestions', { words: 'The door is at the back' })).body.suggestionId
  things.suggestionId = keepers(await suggestionOf(town), await suggestionOf(otherTown))

  const pictureOf = async (activityId: string, place: Town): Promise<void> => {
    const form = formWith(await plainPng(), { alternativeText: 'A long table' })
    await as(place.advisor).post(`/activities/${activityId}/photo`, form)
  }
  await pictureOf(further.activityId, town)
  await pictureOf(foreign.activityId, otherTown)

  const alarmOf = async (contactId: string, { schemeId, advisor }: Town): Promise<string> => {
    const id = randomUUID()
    await given.rows(`insert into lone_working_alarms (scheme_id, id, contact_id, worker_id, opened_at)
      values ('${schemeId}', '${id}', '${contactId}', '${advisor.membershipId}', now())`)
    return id
  }
  things.alarmId = ofService(await alarmOf(further.contactId, town), await alarmOf(foreign.contactId, otherTown))
  const doorOf = async ({ id }: { id: string }, place: Town): Promise<string> => {
    const visit = { way: 'home-visit', purpose: 'support', happened: false, happenedOn: '2026-03-02' }
    const advisor = as(place.advisor)
    await advisor.post(`/referrals/${id}/contacts`, { ...visit, notHappenedBecause: 'no-reply-at-door' })
    const { body } = await advisor.get('/no-replies')
    return body.items.find(({ referralId }: { referralId: string }) => referralId === id).id
  }
  things.noReplyId = ofService(
    await doorOf(await given.referral({ status: 'accepted', allocatedTo: town.advisor }), town),
    await doorOf(elsewhere, otherTown),
  )
  const absenceOf = async (member: Member): Promise<string> =>
    (await as(member).post('/absences', { kind: 'leave', fromOn: '2027-01-04' })).body.id
  const dutyOf = async ({ teamLead, advisor: { membershipId } }: Town): Promise<string> =>
    (await as(teamLead).post('/duty-rota', { onDay: '2027-01-04', membershipId })).body.id
  const changeOf = async (contactId: string, personId: string, { schemeId, advisor }: Town): Promise<string> => {
    const id = randomUUID()
    await given.rows(`insert into visit_changes (scheme_id, id, contact_id, person_id, change, day, expected_at, made_at, made_by_id)
      values ('${schemeId}', '${id}', '${contactId}', '${personId}', 'cancelled', '2026-03-05', now(), now(), '${advisor.membershipId}')`)
    return id
  }
  const concernOf = async (member: Member): Promise<string> => {
    const answer = await as(member).post('/concerns', {
      kind: 'safeguarding',
      about: 'Somebody at the door',
      content: 'Bruises on both arms',
      doneNow: [],
      wishNotAskedBecause: 'nobody-named',
    })
    if (answer.statusCode !== 201) throw new Error(`No concern: ${answer.text}`)
    return answer.body.id
  }
  const [practices, advisors, providers, boards, schemes, officers] = [
    await concernOf(town.referrer),
    await concernOf(town.advisor),
    await concernOf(town.provider),
    await concernOf(town.commissioner),
    await concernOf(town.administrator),
    await concernOf(town.privacyOfficer),
  ]
  things.concernId = {
    own: {
      referrer: practices,
      advisor: advisors,
      provider: providers,
      'team-lead': advisors,
      'safeguarding-lead': advisors,
      commissioner: boards,
      administrator: schemes,
      'privacy-officer': officers,
    },
    hidden: {
      referrer: advisors,
      advisor: practices,
      provider: advisors,
      commissioner: advisors,
      administrator: officers,
      'privacy-officer': boards,
    },
    elsewhere: await concernOf(otherTown.advisor),
  }
  things.membershipId = {
    own: {
      'privacy-officer': town.advisor.membershipId,
      administrator: town.otherAdvisor.membershipId,
      referrer: town.referrer.membershipId,
      advisor: town.advisor.membershipId,
      // Not somebody who still has to ask: a lead shuts out who is theirs.
      'team-lead': town.otherAdvisor.membershipId,
      provider: town.provider.membershipId,
      commissioner: town.commissioner.membershipId,
      'safeguarding-lead': town.privacyOfficer.membershipId,
    },
    hidden: {
      referrer: town.otherReferrer.membershipId,
      advisor: town.otherReferrer.membershipId,
      'team-lead': town.otherReferrer.membershipId,
      provider: town.otherProvider.membershipId,
      commissioner: town.otherProvider.membershipId,
      'safeguarding-lead': town.otherProvider.membershipId,
    },
    elsewhere: otherTown.advisor.membershipId,
  }
  const invitationTo = async (organisationId: string, role: string, place = town): Promise<string> => {
    const email = `${randomUUID()}@millbridge.example`
    const answer = await as(place.administrator).post('/invitations', { organisationId, role, email, name: 'Nell New' })
    if (answer.statusCode !== 201) throw new Error(`No invitation: ${answer.text}`)
    return answer.body.id
  }
  const [toPractice, toService, toGroup, toScheme, toBoard] = [
    await invitationTo(town.practiceId, 'referrer'),
    await invitationTo(town.serviceId, 'advisor'),
    await invitationTo(town.providerId, 'provider'),
    await invitationTo(town.schemeOrganisationId, 'privacy-officer'),
    await invitationTo(town.commissionerId, 'commissioner'),
  ]
  things.invitationId = {
    own: {
      referrer: toPractice,
      advisor: toService,
      'team-lead': toService,
      provider: toGroup,
      commissioner: toBoard,
      administrator: await invitationTo(town.otherPracticeId, 'referrer'),
      'safeguarding-lead': toScheme,
      'privacy-officer': toScheme,
    },
    hidden: { referrer: toGroup, advisor: toGroup, 'team-lead': toGroup, provider: toPractice, commissioner: toGroup },
    elsewhere: await invitationTo(otherTown.practiceId, 'referrer', otherTown),
  }

  const relatedTo = async ({ personId }: { personId: string }, place: Town): Promise<string> =>
    (await as(place.advisor).post(`/people/${personId}/related-people`, { kind: 'carer', name: 'Her daughter' })).body
      .id
  things.relatedPersonId = careOf(
    await relatedTo(mine, town),
    await relatedTo(neighbours, town),
    randomUUID(),
    await relatedTo(elsewhere, otherTown),
  )
  const toDestroy = async (place: Town, personId: string): Promise<string> => {
    const id = randomUUID()
    await given.rows(`insert into destruction_requests (scheme_id, id, person_id, consent_id, organisation_id, opened_at)
      select scheme_id, '${id}', person_id, id, '${place.practiceId}', now() from consents where person_id = '${personId}' limit 1`)
    return id
  }
  things.requestId = careOf(
    await toDestroy(town, mine.personId),
    await toDestroy(town, neighbours.personId),
    await toDestroy(town, draft.personId),
    await toDestroy(otherTown, elsewhere.personId),
  )
  const toPerson = async (place: Town, { personId }: { personId: string }, channel: 'letter' | 'phone') =>
    (await as(place.advisor).post(`/people/${personId}/reach`, { purpose: 'could-not-reach', preferred: channel })).body
      .outgoingId as string
  things.letterId = ofService(await toPerson(town, mine, 'letter'), await toPerson(otherTown, elsewhere, 'letter'))
  things.callId = ofService(await toPerson(town, mine, 'phone'), await toPerson(otherTown, elsewhere, 'phone'))
  const enquiryOf = async (place: Town): Promise<string> => {
    const call = { whoRang: 'Joan', ringBack: '01632 960 100', personName: 'Edith', about: 'She does not eat' }
    return (await as(place.advisor).post('/enquiries', call)).body.id
  }
  things.enquiryId = ofService(await enquiryOf(town), await enquiryOf(otherTown))
  // Organisations are no secret in their scheme; two of them may be closed without taking anybody's access.
  const practice = async (place: Town, name: string): Promise<string> =>
    (await as(place.administrator).post('/organisations', { name, kinds: ['practice'] })).body.id
  const [closing, otherClosingId] = [await practice(town, 'Closing Surgery'), await practice(town, 'Staying Surgery')]
  const everybody = (id: string): Partial<Record<Role, string>> => Object.fromEntries(ROLES.map((role) => [role, id]))
  things.organisationId = { own: everybody(closing), hidden: {}, elsewhere: otherTown.practiceId }
  const servedBy = async (place: Town): Promise<string> => {
    const path = `/organisations/${place.teamId}/served-practices`
    const body = { practiceId: place.otherPracticeId, from: '2026-03-02' }
    return (await as(place.administrator).post(path, body)).body.id
  }
  things.servedPracticeId = {
    own: { administrator: await servedBy(town) },
    hidden: {},
    elsewhere: await servedBy(otherTown),
  }

  const importOf = async (member: Member, kind: string): Promise<string> => {
    const { body } = await upload(as(member), kind, Buffer.from(`Name,Surname\nInvented ${kind},Nobody`))
    return body.id
  }
  const [brought, caseload] = [
    await importOf(town.administrator, 'organisations'),
    await importOf(town.teamLead, 'caseload'),
  ]
  things.importId = {
    own: { administrator: brought, 'team-lead': caseload },
    hidden: { administrator: caseload, 'team-lead': brought },
    elsewhere: await importOf(otherTown.administrator, 'organisations'),
  }

  const feedOf = async ({ schemeId, administrator }: Town): Promise<string> => {
    const id = randomUUID()
    await given.rows(`insert into directory_feeds (scheme_id, id, name, url, licence, source, category, added_at, added_by_id)
      values ('${schemeId}', '${id}', 'Next door', 'https://directory.example/${id}', 'OGL v3.0', 'Next Door Council', 'befriending', now(), '${administrator.membershipId}')`)
    return id
  }
  things.feedId = { own: { administrator: await feedOf(town) }, hidden: {}, elsewhere: await feedOf(otherTown) }

  const riskLineOf = async (member: Member): Promise<string> => {
    const { payload, headers } = toFileForm({}, Buffer.from('NHS number,Risk\n999 000 0018,High\n'))
    await as(member).post('/meetings/risk-list', payload, { headers })
    return (await as(member).get('/meetings/risk-list')).body.lines[0].id
  }
  things.lineId = {
    own: { referrer: await riskLineOf(town.referrer) },
    hidden: { referrer: await riskLineOf(town.otherReferrer) },
    elsewhere: await riskLineOf(otherTown.referrer),
  }

  const { absences, duties, changes } = {
    absences: { mine: await absenceOf(town.advisor), lead: await absenceOf(town.safeguardingLead) },
    duties: { mine: await dutyOf(town), foreign: await dutyOf(otherTown) },
    changes: {
      mine: await changeOf(further.contactId, mine.personId, town),
      foreign: await changeOf(foreign.contactId, elsewhere.personId, otherTown),
    },
  }
  things.absenceId = {
    own: { advisor: absences.mine, 'team-lead': absences.mine, 'safeguarding-lead': absences.lead },
    hidden: { advisor: absences.lead, 'team-lead': absences.lead, 'safeguarding-lead': absences.mine },
    elsewhere: await absenceOf(otherTown.advisor),
  }
  things.dutyId = { own: { 'team-lead': duties.mine }, hidden: {}, elsewhere: duties.foreign }
  things.visitChangeId = ofService(changes.mine, changes.foreign)

  const openingOf = async (personId: string, { schemeId, advisor }: Town): Promise<string> => {
    const id = randomUUID()
    await given.rows(`insert into record_openings (scheme_id, id, person_id, membership_id, reason, opened_at, until_at)
      values ('${schemeId}', '${id}', '${personId}', '${advisor.membershipId}', 'She was at the door', '2026-03-01T09:00:00Z', '2026-03-01T13:00:00Z')`)
    return id
  }
  things.openingId = {
    own: { 'privacy-officer': await openingOf(mine.personId, town) },
    hidden: {},
    elsewhere: await openingOf(elsewhere.personId, otherTown),
  }

  const agreementOf = async ({ administrator, practiceId }: Town): Promise<string> => {
    const signed = {
      role: 'controller',
      assurance: 'dspt',
      signedBy: 'Cleo Chair',
      from: '2026-03-02',
      to: '2027-03-01',
    }
    return (await as(administrator).post(`/organisations/${practiceId}/agreements`, signed)).body.id
  }
  const ofKeepers = (own: string, other: string): Thing => ({
    own: { administrator: own, 'privacy-officer': own, 'team-lead': own, advisor: own },
    hidden: {},
    elsewhere: other,
  })
  things.agreementId = ofKeepers(await agreementOf(town), await agreementOf(otherTown))

  const fundingOf = async ({ teamLead }: Town, providerId: string, activityId?: string): Promise<string> => {
    const terms = { kind: 'spot', unitPricePence: 1_500, valuePence: 50_000, spotLimitPence: 0, source: 'Health fund' }
    const days = { startsOn: '2026-01-01', endsOn: '2026-12-31' }
    const { body } = await as(teamLead).post('/funding-agreements', { ...terms, ...days, providerId, activityId })
    return body.id
  }
  const ofPayers = (own: string, ofGroup: string, ofOtherGroup: string, other: string): Thing => ({
    own: { 'team-lead': own, administrator: own, commissioner: own, provider: ofGroup },
    hidden: { provider: ofOtherGroup },
    elsewhere: other,
  })
  const [ofGroup, ofOtherGroup] = [await fundingOf(town, town.providerId), await fundingOf(town, town.otherProviderId)]
  things.fundingAgreementId = ofPayers(ofGroup, ofGroup, ofOtherGroup, await fundingOf(otherTown, otherTown.providerId))
  const statementOf = async ({ schemeId }: Town, providerId: string): Promise<string> => {
    const id = randomUUID()
    await given.rows(`insert into funding_statements (scheme_id, id, provider_id, month, sessions, places, amount_pence, lines, status, sent_at)
      values ('${schemeId}', '${id}', '${providerId}', '2026-02', 4, 2, 3000, '[]', 'sent', now())`)
    return id
  }
  const stated = await statementOf(town, town.providerId)
  things.statementId = ofPayers(
    stated,
    stated,
    await statementOf(town, town.otherProviderId),
    await statementOf(otherTown, otherTown.providerId),
  )
  const placedOf = async ({ schemeId }: Town, placementId: string): Promise<string> => {
    const id = randomUUID()
    await given.rows(`insert into funding_commitments (scheme_id, id, placement_id, referral_id, provider_id, activity_id, unpaid_because, amount_pence, status, committed_at)
      select scheme_id, '${id}', id, referral_id, provider_id, activity_id, 'no-agreement', 0, 'committed', now()
      from placements where scheme_id = '${schemeId}' and id = '${placementId}'`)
    return id
  }
  things.commitmentId = {
    own: { 'team-lead': await placedOf(town, otherProviders.placementId) },
    hidden: {},
    elsewhere: await placedOf(otherTown, foreign.placementId),
  }
  const purchaseOf = async (place: Town, referralId: string, activityId: string): Promise<string> => {
    const fundingAgreementId = await fundingOf(place, place.providerId, activityId)
    const lead = as(place.teamLead)
    const said = { decision: 'approved', on: '2026-03-02' }
    await lead.post(`/funding-agreements/${fundingAgreementId}/panel-decision`, said)
    const asked = { activityId, amountPence: 1_500, why: 'Nobody who is paid anyway has a place' }
    const { statusCode, body, text } = await as(place.advisor).post(`/referrals/${referralId}/spot-purchases`, asked)
    if (statusCode !== 201) throw new Error(`No purchase: ${text}`)
    return body.id
  }
  things.spotPurchaseId = ofService(
    await purchaseOf(town, mine.id, further.activityId),
    await purchaseOf(otherTown, elsewhere.id, foreign.activityId),
  )

  const draftOf = async ({ administrator }: Town): Promise<string> =>
    (await as(administrator).post('/scheme/settings-drafts', { caseloadLimit: 40 })).body.id
  things.draftId = { own: { administrator: await draftOf(town) }, hidden: {}, elsewhere: await draftOf(otherTown) }
  const noticeOf = async ({ administrator }: Town): Promise<string> =>
    (await as(administrator).get('/scheme/privacy-notices')).body.items[0].id
  const notice = await noticeOf(town)
  things.noticeId = {
    own: { administrator: notice, 'privacy-officer': notice, 'team-lead': notice },
    hidden: {},
    elsewhere: await noticeOf(otherTown),
  }
  // Not of a scheme: the same keys everywhere.
  things.key = { own: { administrator: 'text' }, hidden: {}, elsewhere: randomUUID() }
  things.list = { own: { administrator: 'need' }, hidden: {}, elsewhere: randomUUID() }
  things.code = { own: { administrator: 'money' }, hidden: {}, elsewhere: randomUUID() }

  const picture = await plainPng()
  const fileOf = async (member: Member, subjectKind: string, subjectId: string): Promise<string> => {
    const answer = await as(member).post('/files', formWith(picture, { subjectKind, subjectId }))
    if (answer.statusCode !== 201) throw new Error(`No file: ${answer.text}`)
    return answer.body.id
  }
  const [ofPerson, ofProvider, ofOtherProvider, signed] = [
    await fileOf(town.advisor, 'person', mine.personId),
    await fileOf(town.administrator, 'organisation', town.providerId),
    await fileOf(town.administrator, 'organisation', town.otherProviderId),
    await fileOf(town.administrator, 'sharing-agreement', town.providerId),
  ]
  const ofNeighbour = await fileOf(town.otherReferrer, 'person', neighbours.personId)
  things.fileId = {
    own: {
      referrer: ofPerson,
      advisor: ofPerson,
      'team-lead': ofPerson,
      provider: ofProvider,
      administrator: ofProvider,
      'privacy-officer': signed,
    },
    hidden: {
      referrer: ofNeighbour,
      advisor: ofOtherProvider,
      provider: ofOtherProvider,
      administrator: ofPerson,
      'privacy-officer': ofPerson,
    },
    elsewhere: await fileOf(otherTown.advisor, 'person', elsewhere.personId),
  }

  const second = await given.referral()
  const merged = await as(town.advisor).post(`/people/${mine.personId}/merges`, {
    duplicateId: second.personId,
    reason: 'One and the same',
  })
  things.mergeId = careOf(merged.body.id, randomUUID(), randomUUID(), randomUUID())

  return {
    given,
    members: {
      referrer: town.referrer,
      advisor: town.advisor,
      'team-lead': town.teamLead,
      provider: town.provider,
      commissioner: town.commissioner,
      administrator: town.administrator,
      'safeguarding-lead': town.safeguardingLead,
      'privacy-officer': town.privacyOfficer,
    },
    things,
    duplicateId: duplicate.personId,
    otherClosingId,
    referralId: mine.id,
    reference: mine.reference,
    goalId: further.goalId,
    activityId: further.activityId,
    visitId: further.contactId,
  }
}
