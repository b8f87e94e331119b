import { createHash } from 'node:crypto'
import type { FileSubjectKind } from '../../../features/files/kinds.ts'
import type { Member } from '../world.ts'
import { isOf, type Scene } from './scene.ts'

/** Papers beside records: a signed plan, a letter that came, what groups signed. */
export function tellPapers(scene: Scene): void {
  const { world, take, at, member } = scene
  const { rows } = world
  const [own] = world.advisors
  if (own === undefined) throw new Error('The town has advisors')

  const planned = take('a signed plan', ({ referral }) => referral.planAgreedAt !== null, isOf(own))
  const agreement = rows.planAgreements.findLast(({ referralId }) => referralId === planned.referral.id)
  if (agreement !== undefined)
    keep(
      scene,
      { kind: 'plan-agreement', subjectId: agreement.id, personId: planned.person.id },
      own,
      at(6, 700),
      'The plan, signed',
      [
        'What matters to me, and what we agreed to do about it.',
        'Read through together at the kitchen table. Signed in blue.',
      ],
    )
  const person = { kind: 'person' as const, subjectId: planned.person.id, personId: planned.person.id }
  keep(scene, person, own, at(9, 640), 'Letter about Attendance Allowance', [
    'Your claim has been received.',
    'We aim to tell you of our decision within eight weeks.',
  ])
  const referred = take('a letter from the clinic', isOf(own))
  const referral = { kind: 'referral' as const, subjectId: referred.referral.id, personId: referred.person.id }
  keep(scene, referral, member('referrer'), at(30, 610), 'Letter from the falls clinic', [
    'Timed walk: 19 seconds. Advice given on footwear and the bathroom.',
    'Would benefit from a strength and balance class.',
  ])

  for (const agreed of rows.sharingAgreements.slice(0, 6)) {
    const name = rows.organisations.find(({ id }) => id === agreed.organisationId)?.name ?? ''
    const about = { kind: 'sharing-agreement' as const, subjectId: agreed.organisationId, personId: null }
    agreed.fileId = keep(scene, about, member('administrator'), at(60, 600), 'Sharing agreement, signed', [
      `${name} and ${world.service.name}`,
      'We are told names only of those who agreed, keep them locked away, and forget them when somebody leaves.',
      `Signed: ${agreed.signedBy}`,
    ])
  }
}

type About = { kind: FileSubjectKind; subjectId: string; personId: string | null }

function keep(
  { world }: Scene,
  { kind, subjectId, personId }: About,
  by: Member,
  addedAt: Date,
  title: string,
  lines: readonly string[],
): string {
  const bytes = onePage(title, lines)
  const sha256 = createHash('sha256').update(bytes).digest()
  const id = world.newId(addedAt)
  const about = { schemeId: world.schemeId, id }
  world.rows.files.push({
    ...about,
    subjectKind: kind,
    subjectId,
    personId,
    title,
    type: 'application/pdf',
    size: bytes.length,
    sha256,
    sentSha256: sha256,
    addedAt,
    addedById: by.membershipId,
    removedAt: null,
    removedById: null,
    removedBecause: null,
  })
  world.rows.fileContents.push({ ...about, bytes })
  return id
}

/** A PDF of one page with a heading and some lines: all that a made-up paper needs. */
function onePage(title: string, lines: readonly string[]): Buffer {
  const shown = (text: string) =>
    text
      .replaceAll('’', "'")
      .replaceAll(/[^\x20-\x7e]/g, '')
      .replaceAll(/[\\()]/g, '')
  const content = [
    `BT /F1 20 Tf 60 770 Td (${shown(title)}) Tj /F1 12 Tf 0 -40 Td`,
    ...lines.map((line) => `(${shown(line)}) Tj 0 -22 Td`),
    'ET',
  ].join('\n')
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const start = text.length
  return Buffer.from(
    `${text}xref\n0 6\n0000000000 65535 f \n${table}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
    'latin1',
  )
}
