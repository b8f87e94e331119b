import fc from 'fast-check'
import t from 'tap'
import { nameKey, surnameKey } from '../../src/features/people/names.ts'

t.test('the ways to write one surname have one key', async (t) => {
  const surnames: [key: string, ...names: string[]][] = [
    ['ONEILL', 'O’Neill', "O'NEILL", 'O Neill', 'Ó Neill', 'oneill', 'O\u0301 Neill'],
    ['SMITHJONES', 'Smith-Jones', 'Smith Jones', 'smith\u2011jones', ' Smith  Jones '],
    ['STJOHN', 'St. John', 'St John', 'ST JOHN'],
    ['MUNOZ', 'Muñoz', 'Munoz', 'MUN\u0303OZ'],
    ['STRASSE', 'Straße', 'Strasse'],
    ['LUKASZEWSKI', 'Łukaszewski', 'łukaszewski', 'Lukaszewski'],
    ['SORENSEN', 'Sørensen', 'Sorensen'],
    ['THORDARSON', 'Þórðarson', 'Thordarson'],
    ['AEBELO', 'Æbelø', 'Aebelo'],
    ['DINH', 'Đinh', 'Dinh'],
    ['YILDIZ', 'Yıldız', 'Yildiz', 'YILDIZ'],
  ]
  for (const [key, ...names] of surnames) for (const name of names) t.equal(surnameKey(name), key, name)
})

t.test('different surnames keep different keys', async (t) => {
  t.not(surnameKey('Ward'), surnameKey('Wood'))
  t.not(surnameKey('Müller'), surnameKey('Miller'))
})

t.test('letters of other scripts stay, so that such names are told apart', async (t) => {
  t.equal(surnameKey('Шевченко'), 'ШЕВЧЕНКО')
  t.not(surnameKey('王'), surnameKey('李'))
})

t.test('a name without a letter has an empty key', async (t) => {
  for (const name of ['', ' ', '-', '123', '?']) t.equal(surnameKey(name), '', name)
})

t.test('a key has only letters, none of them small, and is its own key', async () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      const key = surnameKey(name)
      return surnameKey(key) === key && key.toUpperCase() === key && /^\p{Letter}*$/u.test(key)
    }),
  )
})

t.test('a full name begins with the surname, and its parts do not run together', async (t) => {
  t.equal(nameKey('Zoë-Anne', 'O’Neill'), 'ONEILL ZOEANNE')
  t.not(nameKey('Ann', 'Elee'), nameKey('Anne', 'Lee'))
  t.not(nameKey('Grace', 'James'), nameKey('James', 'Grace'))
})
