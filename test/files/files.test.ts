import { readFile } from 'node:fs/promises'
import { PDFDocument } from '@cantoo/pdf-lib'
import sharp from 'sharp'
import t from 'tap'
import { listFilesOfUnscoped } from '../../src/features/files/public.ts'
import { RECORDS } from '../../src/records.ts'
import { startApp, type TestApp } from '../support/app.ts'
import type { Member } from '../support/town.ts'
import { encryptedPdf, formWith, jpegWithPlace, pdfThatActs, plainJpeg, plainPng, pngBomb } from './made-files.ts'

type Fields = { subjectKind: string; subjectId: string; title?: string }

/** Sends and fetches as one member; what is fetched comes as bytes. */
const filesOf = ({ app, as }: TestApp, member: Member) => ({
  add: (bytes: Buffer, fields: Fields, headers: Record<string, string> = {}) =>
    as(member).post('/files', formWith(bytes, fields), { headers }),
  fetch: async (fileId: string) =>
    app.inject({
      url: `/api/v1/files/${fileId}`,
      headers: { authorization: `Bearer ${await as(member).token()}` },
    }),
})

t.test('a photograph is kept without its place, its camera and its comments, turned as it was held', async (t) => {
  const test = await startApp(t)
  const { personId } = await test.given.referral()
  const { add, fetch } = filesOf(test, test.given.town.advisor)
  const sent = await jpegWithPlace()
  t.ok((await sharp(sent).metadata()).exif, 'what is sent knows its place')
  const added = await add(sent, { subjectKind: 'person', subjectId: personId })
  t.match(added, { statusCode: 201, body: { type: 'image/jpeg', title: 'On paper', removedAt: null } }, added.text)
  const { rawPayload, headers } = await fetch(added.body.id)
  const kept = await sharp(rawPayload).metadata()
  t.same([kept.exif, kept.xmp, kept.icc, kept.comments], [undefined, undefined, undefined, undefined])
  t.same([kept.width, kept.height], [20, 40], 'turned')
  t.notMatch(rawPayload.toString('latin1'), /SpyCam|Stranger|GPS/)
  t.equal(rawPayload.length, added.body.size)
  t.match(headers, {
    'content-type': 'image/jpeg',
    'content-disposition': /^attachment; filename="file-[0-9a-f]{12}\.jpg"$/,
    'x-content-type-options': 'nosniff',
    'content-security-policy': /sandbox/,
    'cache-control': 'no-store',
  })
})

t.test('a PDF is kept as its pages: what acts, what it carries and who wrote it are gone', async (t) => {
  const test = await startApp(t)
  const { id } = await test.given.referral()
  const { add, fetch } = filesOf(test, test.given.town.advisor)
  const sent = await pdfThatActs()
  t.match(sent.toString('latin1'), /JavaScript/)
  t.match(sent.toString('latin1'), /SpyCam/)
  const added = await add(sent, { subjectKind: 'referral', subjectId: id })
  t.equal(added.statusCode, 201, added.text)
  const { rawPayload } = await fetch(added.body.id)
  const kept = await PDFDocument.load(rawPayload, { updateMetadata: false })
  t.equal(kept.getPageCount(), 1)
  t.same([kept.getTitle(), kept.getAuthor()], [undefined, undefined])
  const plain = Buffer.from(await kept.save({ useObjectStreams: false })).toString('latin1')
  t.notMatch(plain, /JavaScript|OpenAction|EmbeddedFile|carried|\/AA|SpyCam|Stranger|Secret/)
  t.match(plain, /DCTDecode/, 'the photograph on the page is still there')
})

t.test('what a file is called is not what it is', async (t) => {
  const test = await startApp(t)
  const { personId } = await test.given.referral()
  const { add } = filesOf(test, test.given.town.advisor)
  const to = { subjectKind: 'person', subjectId: personId }
  const jpeg = await plainJpeg(400)
  const refused = async (bytes: Buffer, says: RegExp, name: string) => {
    const answer = await add(bytes, to)
    t.match(answer, { statusCode: 400, body: { errors: [{ pointer: '#/file', detail: says }] } }, name)
  }
  await refused(Buffer.from('<html><script>alert(1)</script></html>'), /JPEG or PNG/, 'a page called photo.jpg')
  await refused(Buffer.from('GIF89a;<script>'), /JPEG or PNG/, 'another kind of picture')
  await refused(Buffer.alloc(0), /JPEG or PNG/, 'nothing')
  await refused(jpeg.subarray(0, jpeg.length - 200), /cannot be read/, 'half a picture')
  await refused(pngBomb(), /cannot be read/, 'a picture that unfolds to a wall')
  await refused(Buffer.from('%PDF-1.7\nnothing more'), /cannot be read/, 'a PDF in its first line only')
  await refused(await encryptedPdf(), /Take the password off/, 'a PDF with a password')

  const both = Buffer.concat([jpeg, Buffer.from('<html><script>alert(1)</script>')])
  const { body } = await add(both, to)
  const kept = await filesOf(test, test.given.town.advisor).fetch(body.id)
  t.notMatch(kept.rawPayload.toString('latin1'), /script/, 'what hung on the end of a picture is gone')
  t.notMatch(test.logged(), /photo\.jpg/)
})

t.test('ten megabytes and one byte are too much, and a form is a form', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { personId } = await given.referral()
  const { add } = filesOf(test, given.town.advisor)
  const to = { subjectKind: 'person', subjectId: personId }
  const large = Buffer.concat([await plainPng(), Buffer.alloc(10 * 1024 * 1024)])
  t.match(await add(large, to), { statusCode: 413, body: { type: '/problems/too-large' } })
  t.match(await as(given.town.advisor).post('/files', to), { statusCode: 415 })
  const form = formWith(await plainPng(), to)
  form.append('more', 'than is known')
  t.match(await as(given.town.advisor).post('/files', form), { statusCode: 400 })
  t.same(await given.rows('select id from files'), [])
})

t.test('the same thing sent twice to one record is one; with a key its answer comes again', async (t) => {
  const test = await startApp(t)
  const { given } = test
  const { personId } = await given.referral()
  const { add } = filesOf(test, given.town.advisor)
  const to = { subjectKind: 'person', subjectId: personId }
  const bytes = await plainPng()
  const [first, second] = await Promise.all([add(bytes, to), add(bytes, to)])
  t.same([first.statusCode, second.statusCode], [201, 201])
  t.equal(first.body.id, second.body.id)
  const key = { 'idempotency-key': 'a key of this test' }
  const other = await plainJpeg()
  const kept = await add(other, to, key)
  t.match(await add(other, to, key), { statusCode: 201, body: kept.body, headers: { 'idempotency-replayed': 'true' } })
  t.match(await add(await plainJpeg(60), to, key), { statusCode: 422 }, 'another file under the same key')
  t.equal((await given.rows('select id from file_contents')).length, 2)
})

t.test('a file is seen by who sees its record, for as long as they see it', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  const { id, personId } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const visit = { way: 'telephone', purpose: 'support', plannedStart: '2026-03-05T10:00:00Z' }
  const { body: contact } = await as(town.advisor).post(`/referrals/${id}/contacts`, visit)
  const bytes = await plainPng()
  const service = filesOf(test, town.advisor)
  const [ofPerson, ofContact] = await Promise.all([
    service.add(bytes, { subjectKind: 'person', subjectId: personId }),
    service.add(bytes, { subjectKind: 'contact', subjectId: contact.id }),
  ])
  const seenBy = async (member: Member, fileId: string) => (await filesOf(test, member).fetch(fileId)).statusCode
  t.equal(await seenBy(town.referrer, ofPerson.body.id), 200, 'her practice')
  t.equal(await seenBy(town.referrer, ofContact.body.id), 404, 'what a visit brought is the service’s')
  t.equal(await seenBy(town.otherReferrer, ofPerson.body.id), 404, 'another practice')
  t.equal(await seenBy(town.provider, ofPerson.body.id), 404)
  t.equal(await seenBy((await given.anotherTown()).advisor, ofPerson.body.id), 404, 'another scheme')
  t.equal(
    (await filesOf(test, town.otherReferrer).add(bytes, { subjectKind: 'person', subjectId: personId })).statusCode,
    404,
  )
  t.match(
    await filesOf(test, town.provider).add(bytes, { subjectKind: 'person', subjectId: personId }),
    { statusCode: 403 },
    'a group adds to what is its own',
  )
  t.equal(
    (await filesOf(test, town.provider).add(bytes, { subjectKind: 'organisation', subjectId: town.providerId }))
      .statusCode,
    201,
  )
  await given.rows(`update care_relationships set until_at = now() where organisation_id = '${town.practiceId}'`)
  t.equal(await seenBy(town.referrer, ofPerson.body.id), 404, 'access ended, and with it the file')

  const looks = await given.rows(
    `select person_id, detail ->> 'mark' as mark from audit_tail where action = 'file.read'`,
  )
  t.same(looks, [{ person_id: personId, mark: 'download' }], 'each look is on record with the person, as a download')
})

t.test('all files of a person are found for export, whatever they hang on, and nobody else’s', async (t) => {
  const test = await startApp(t)
  const { given, as, pools } = test
  const { town } = given
  const { id, personId } = await given.referral()
  const same = await given.referral()
  const other = await given.referral()
  const { add } = filesOf(test, town.advisor)
  const put = async (fields: Fields) => (await add(await plainPng(), fields)).body.id as string
  const ofPerson = await put({ subjectKind: 'person', subjectId: personId })
  const ofReferral = await put({ subjectKind: 'referral', subjectId: id })
  const ofSame = await put({ subjectKind: 'person', subjectId: same.personId })
  await put({ subjectKind: 'person', subjectId: other.personId })
  await filesOf(test, town.provider).add(await plainPng(), { subjectKind: 'organisation', subjectId: town.providerId })
  await as(town.advisor).post(`/files/${ofReferral}/remove`, { reason: 'It shows somebody else' })
  await given.rows(`update people set merged_into = '${personId}' where id = '${same.personId}'`)
  const { db } = await pools.scheme(town.schemeId)
  const found = await db.transaction((tx) => listFilesOfUnscoped(tx, personId))
  t.same(found.map((file) => file.id).sort(), [ofPerson, ofReferral, ofSame].sort())
  t.ok(found.find((file) => file.id === ofReferral)?.removedAt, 'what was removed is counted, and says so')
})

t.test('the files are in what is exported, erased and backed up', async (t) => {
  t.match(
    [RECORDS.files, RECORDS.file_contents],
    [
      { about: 'person', export: 'yes', erasure: 'blank' },
      { about: 'person', export: 'third-party', erasure: 'with-person' },
    ],
  )
  const guide = await readFile(new URL('../../docs/how-to/back-up-and-restore.md', import.meta.url), 'utf8')
  t.match(guide, /photographs and papers/i, 'whoever backs up knows that they are in the database')
})

t.test('a removed file leaves a row that says why, and no bytes', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  const { personId } = await given.referral()
  const to = { subjectKind: 'person', subjectId: personId }
  const { add, fetch } = filesOf(test, town.advisor)
  const { body } = await add(await plainPng(), to)
  const removed = await as(town.advisor).post(`/files/${body.id}/remove`, { reason: 'It shows somebody else' })
  t.match(removed, { statusCode: 200, body: { removedBecause: 'It shows somebody else' } }, removed.text)
  t.equal((await fetch(body.id)).statusCode, 409)
  t.same(await given.rows('select id from file_contents'), [])
  const list = await as(town.referrer).get(`/files?subjectKind=person&subjectId=${personId}`)
  t.match(list.body.items, [{ id: body.id, removedBecause: 'It shows somebody else' }])
  t.equal((await as(town.advisor).post(`/files/${body.id}/remove`, { reason: 'Again' })).statusCode, 409)
  t.not((await add(await plainPng(), to)).body.id, body.id, 'it can be added again')
})
