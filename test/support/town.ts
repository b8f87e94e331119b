import { randomUUID } from 'node:crypto'
import { hash as argon2 } from '@node-rs/argon2'
import postgres from 'postgres'
import { DEFAULT_LISTS, LISTS } from '../../src/features/schemes/lists.ts'
import { SchemeSettings } from '../../src/features/schemes/settings.ts'
import type { Role } from '../../src/platform/context.ts'
import { uuidv7 } from '../../src/platform/ids.ts'

/** What every invented account signs in with. */
export const PASSWORD = 'plum harbour lantern 42'

export type Member = {
  email: string
  accountId: string
  membershipId: string
  organisationId: string
  schemeId: string
  role: Role
  name: string
}

export type Town = {
  schemeId: string
  practiceId: string
  otherPracticeId: string
  teamId: string
  serviceId: string
  providerId: string
  otherProviderId: string
  commissionerId: string
  schemeOrganisationId: string
  referrer: Member
  otherReferrer: Member
  teamReferrer: Member
  advisor: Member
  otherAdvisor: Member
  teamLead: Member
  provider: Member
  otherProvider: Member
  commissioner: Member
  administrator: Member
  safeguardingLead: Member
  privacyOfficer: Member
}

/** As cheap as it gets: these accounts sign in thousands of times, and how hard a password is to guess has tests of its own. */
let passwordHash: Promise<string> | undefined

/** A scheme with one of everything and a neighbour for each, written straight into the tables. */
export async function makeTown(databaseUrl: string, name = 'Millbridge'): Promise<Town> {
  passwordHash ??= argon2(PASSWORD, { memoryCost: 8, timeCost: 1, parallelism: 1 })
  const hash = await passwordHash
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  const schemeId = uuidv7()
  const at = new Date('2026-01-05T09:00:00Z')

  async function organisation(organisationName: string, kind: string): Promise<string> {
    const id = uuidv7()
    await sql`insert into organisations (scheme_id, id, name, kinds, created_at) values (${schemeId}, ${id}, ${`${organisationName}, ${name}`}, ${[kind]}, ${at})`
    return id
  }
  async function member(memberName: string, role: Role, organisationId: string): Promise<Member> {
    const [accountId, membershipId] = [uuidv7(), uuidv7()]
    const email = `${memberName.toLowerCase().replaceAll(/[^a-z]+/g, '.')}.${randomUUID().slice(0, 8)}@${name.toLowerCase()}.example`
    await sql`insert into accounts (id, email, name, password_hash, created_at) values (${accountId}, ${email}, ${memberName}, ${hash}, ${at})`
    await sql`insert into memberships (scheme_id, id, account_id, organisation_id, role, name, created_at)
      values (${schemeId}, ${membershipId}, ${accountId}, ${organisationId}, ${role}, ${memberName}, ${at})`
    return { email, accountId, membershipId, organisationId, schemeId, role, name: memberName }
  }

  try {
    await sql`insert into schemes (id, name, created_at) values (${schemeId}, ${name}, ${at})`
    for (const list of LISTS) {
      for (const [position, item] of DEFAULT_LISTS[list].entries()) {
        await sql`insert into scheme_list_items (scheme_id, id, list, code, label, position, is_sensitive)
          values (${schemeId}, ${uuidv7()}, ${list}, ${item.code}, ${item.label}, ${position}, ${item.isSensitive ?? false})`
      }
    }
    const practiceId = await organisation('Wharf Lane Surgery', 'practice')
    const otherPracticeId = await organisation('Hilltop Practice', 'practice')
    const teamId = await organisation('Integrated Care Team', 'case-management-team')
    const serviceId = await organisation('Community Links', 'advisor-service')
    const providerId = await organisation('Chapel Lunch Club', 'provider')
    const otherProviderId = await organisation('Canal Walkers', 'provider')
    const commissionerId = await organisation('Health Board', 'commissioner')
    const schemeOrganisationId = await organisation('Scheme Office', 'scheme')
    const settings = SchemeSettings.parse({ advisorServiceId: serviceId })
    await sql`insert into scheme_settings (scheme_id, settings, updated_at) values (${schemeId}, ${sql.json(settings)}, ${at})`
    await sql`insert into served_practices (scheme_id, id, team_id, practice_id, from_on) values (${schemeId}, ${uuidv7()}, ${teamId}, ${practiceId}, '2026-01-05')`
    const administrator = await member('Amir Administrator', 'administrator', schemeOrganisationId)
    await sql`insert into privacy_notices (scheme_id, id, version, text, holds_from, published_at, published_by_id)
      values (${schemeId}, ${uuidv7()}, 1, 'What we write down, and who reads it.', '2026-01-05', ${at}, ${administrator.membershipId})`
    for (const signer of [providerId, otherProviderId])
      await sql`insert into sharing_agreements (scheme_id, id, organisation_id, role, assurance, signed_by, from_on, to_on, added_at, added_by_id)
        values (${schemeId}, ${uuidv7()}, ${signer}, 'controller', 'small-group-checklist', 'Cleo Chair', '2026-01-05', '2035-12-31', ${at}, ${administrator.membershipId})`
    return {
      schemeId,
      practiceId,
      otherPracticeId,
      teamId,
      serviceId,
      providerId,
      otherProviderId,
      commissionerId,
      schemeOrganisationId,
      referrer: await member('Rina Referrer', 'referrer', practiceId),
      otherReferrer: await member('Omar Other', 'referrer', otherPracticeId),
      teamReferrer: await member('Tess Team', 'referrer', teamId),
      advisor: await member('Ada Advisor', 'advisor', serviceId),
      otherAdvisor: await member('Ben Advisor', 'advisor', serviceId),
      teamLead: await member('Lena Lead', 'team-lead', serviceId),
      provider: await member('Pat Provider', 'provider', providerId),
      otherProvider: await member('Quin Provider', 'provider', otherProviderId),
      commissioner: await member('Cora Commissioner', 'commissioner', commissionerId),
      administrator,
      safeguardingLead: await member('Sal Safeguarding', 'safeguarding-lead', schemeOrganisationId),
      privacyOfficer: await member('Priya Officer', 'privacy-officer', schemeOrganisationId),
    }
  } finally {
    await sql.end()
  }
}
