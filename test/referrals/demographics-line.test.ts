import t from 'tap'
import { formatNhsNumber } from '../../src/features/people/public.ts'
import { type LineField, parseDemographicsLine } from '../../src/features/referrals/demographics-line.ts'
import { startApp } from '../support/app.ts'
import { nextNhsNumber } from '../support/given.ts'

const NUMBER = nextNhsNumber()
const SAID = formatNhsNumber(NUMBER)

type Fields = Partial<Record<LineField, string | string[]>>
function read(text: string): Fields & { doubts?: LineField[] } {
  const { found, inDoubt } = parseDemographicsLine(text)
  const fields: Fields = {}
  for (const { field, value } of found) {
    const before = fields[field]
    fields[field] = before === undefined ? value : [before, value].flat()
  }
  return inDoubt.length === 0 ? fields : { ...fields, doubts: inDoubt.map(({ field }) => field) }
}

const EDITH = { nhsNumber: NUMBER, familyName: 'Thornley', givenName: 'Edith', bornOn: '1944-03-03' }
const HOME = { addressLine: ['12 Acre Lane', 'Kelderby'], postcode: 'S60 1AA' }

const SHAPES: Record<string, { text: string; reads: ReturnType<typeof read> }> = {
  'a line with everything': {
    text: `THORNLEY, Edith (Mrs) 03-Mar-1944 NHS No ${SAID}, 12 Acre Lane, Kelderby S60 1AA, Tel 01709 123456`,
    reads: { ...EDITH, ...HOME, phone: '01709 123456' },
  },
  'the same with tabs': {
    text: `THORNLEY, Edith (Mrs)\t03-Mar-1944\t${SAID}\t12 Acre Lane, Kelderby, S60 1AA\t01709 123456`,
    reads: { ...EDITH, ...HOME, phone: '01709 123456' },
  },
  'a block with labels': {
    text: `Surname: Thornley\nForename: Edith\nDOB: 03/03/1944\nNHS Number: ${NUMBER}\nAddress: 12 Acre Lane\nKelderby\nS60 1AA\nMobile: 07700 900123\nEmail: edith@example.org`,
    reads: { ...EDITH, ...HOME, phone: '07700 900123', email: 'edith@example.org' },
  },
  'labels in another order': {
    text: `NHS Number: ${SAID}\nTel: 01709 123456\nDate of birth: 3 March 1944\nAddress: 12 Acre Lane, Kelderby, S60 1AA\nName: Thornley, Edith`,
    reads: { ...EDITH, ...HOME, phone: '01709 123456' },
  },
  'a title first, the surname in capitals': {
    text: `Mrs Edith THORNLEY  Born 03-Mar-1944 (82y)  Female  NHS No. ${SAID}`,
    reads: EDITH,
  },
  'two phones, one of a mobile': {
    text: `THORNLEY, Edith, 03/03/1944, Home Tel: 01709 123456, Mobile: +44 7700 900123`,
    reads: {
      familyName: 'Thornley',
      givenName: 'Edith',
      bornOn: '1944-03-03',
      phone: ['01709 123456', '+44 7700 900123'],
    },
  },
  'a house with a name, after its label': {
    text: 'Address: Rose Cottage, Mill Lane, Kelderby, S60 1AA',
    reads: { addressLine: ['Rose Cottage', 'Mill Lane', 'Kelderby'], postcode: 'S60 1AA' },
  },
  'a flat': {
    text: `O'NEILL-SMITH, Anne-Marie (Ms) 1951-11-02 Flat 3, 7 High Street, Kelderby, S60 1AA`,
    reads: {
      familyName: "O'Neill-Smith",
      givenName: 'Anne-Marie',
      bornOn: '1951-11-02',
      addressLine: ['Flat 3', '7 High Street', 'Kelderby'],
      postcode: 'S60 1AA',
    },
  },
  'an age in brackets, and no comma before the house': {
    text: 'THORNLEY, Edith 03-Mar-1944 (82y) 12 Acre Lane, Kelderby S60 1AA',
    reads: { familyName: 'Thornley', givenName: 'Edith', bornOn: '1944-03-03', ...HOME },
  },
  'windows line ends': {
    text: `Surname: Thornley\r\nForename: Edith\r\nDOB: 03-Mar-1944\r\n`,
    reads: { familyName: 'Thornley', givenName: 'Edith', bornOn: '1944-03-03' },
  },
  'the label of birth beside other days': {
    text: 'Registered 01/04/2010 DOB 03/03/1944 Last seen 12/02/2026',
    reads: { bornOn: '1944-03-03' },
  },
}

for (const [shape, { text, reads }] of Object.entries(SHAPES))
  t.test(`reads ${shape}`, async (t) => {
    t.same(read(text), reads)
    for (const { readFrom } of parseDemographicsLine(text).found)
      t.ok(text.includes(readFrom), `"${readFrom}" stands in the text`)
  })

t.test('what is not plain is not read, and it is said why', async (t) => {
  const wrong = `${NUMBER.slice(0, 9)}${(Number(NUMBER.at(-1)) + 1) % 10}`
  t.same(read(`NHS No ${wrong}`), { doubts: ['nhsNumber'] }, 'a wrong check digit')
  t.same(read(`${NUMBER} and ${nextNhsNumber()}`), { doubts: ['nhsNumber'] }, 'two numbers')
  t.same(read(`${NUMBER}, ${SAID}`), { nhsNumber: NUMBER }, 'the same number twice is one')
  t.same(read('DOB 03/03/44'), { doubts: ['bornOn'] }, 'a year of two digits')
  t.same(read('DOB 31/02/1944'), { doubts: ['bornOn'] }, 'no such day')
  t.same(read('03/03/1944 04/04/1944'), { doubts: ['bornOn'] }, 'two days, and no label')
  t.same(read('S60 1AA, S60 2UD'), { doubts: ['postcode'] }, 'two postcodes')
})

t.test('it never makes anything up', async (t) => {
  for (const text of ['', ' \n\t', 'Edith Thornley', 'please ring her', '12 Acre Lane', '12345', 'S60', '1944'])
    t.same(read(text), {}, JSON.stringify(text))
  t.same(read('Edith Thornley, Mill Lane, S60 1AA'), { postcode: 'S60 1AA' }, 'a name is not taken for a street')
  t.same(read('Tel 01709 123456'), { phone: '01709 123456' }, 'a phone is no NHS number')
  t.notOk(read(`Ref 4${NUMBER}`).nhsNumber, 'ten digits of eleven')
  t.same(parseDemographicsLine('('.repeat(2_000)).found, [], 'and does not hang')
})

t.test('the API reads it, and keeps and logs nothing', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const text = SHAPES['a line with everything']?.text ?? ''
  await as(town.referrer).post('/referrals/demographics-line', { text })
  const before = await given.rows<{ n: number }>('select count(*)::integer as n from audit_tail')
  const answer = await as(town.referrer).post('/referrals/demographics-line', { text })
  t.same([answer.statusCode, answer.body.inDoubt], [200, []])
  t.match(answer.body.found[0], { field: 'nhsNumber', value: NUMBER, readFrom: SAID })
  t.same(await given.rows('select count(*)::integer as n from audit_tail'), before)
  t.equal((await as(town.provider).post('/referrals/demographics-line', { text })).statusCode, 403)
  t.equal((await as(town.referrer).post('/referrals/demographics-line', { text: 'x'.repeat(2_001) })).statusCode, 400)
})
