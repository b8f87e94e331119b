import t from 'tap'
import { readCommonPasswords } from '../../src/features/accounts/common-passwords.ts'
import { findPasswordFault } from '../../src/features/accounts/password-rules.ts'

const EMAIL = 'rowan.field@testham.example'
const common = await readCommonPasswords()
const faultOf = (password: string, email = EMAIL) => findPasswordFault(password, email, common)

t.test('a passphrase, a random password and one in other letters will do', async (t) => {
  for (const password of ['teapot meadow lantern', 'vK8#qz!mW2$x', 'пять зелёных чашек', '🍎🍐🍊🍋🍌🍉🍇🍓🫐🍈🍒🍑'])
    t.equal(faultOf(password), undefined, password)
})

t.test('length is counted in characters, from 12 to 128', async (t) => {
  t.match(faultOf('vK8#qz!mW2$'), /at least 12/)
  t.equal(faultOf('vK8#qz!mW2$x'), undefined)
  t.match(faultOf('🍎🍐🍊🍋🍌🍉🍇🍓🫐🍈🍒'), /at least 12/)
  t.equal(faultOf('vK8#qz!mW2$x'.repeat(11).slice(0, 127).concat('y')), undefined)
  t.match(faultOf('vK8#qz!mW2$x'.repeat(11)), /at most 128/)
})

t.test('a common password is refused however it is written or filled up', async (t) => {
  for (const password of [
    'qwertyuiop123',
    'Password1234',
    'PASSWORD1234!',
    '2024password!!',
    'qwertyqwerty',
    'aaaaaaaaaaaa',
    '7-7-7-7-7-7-',
    '123456789012',
    'administrator',
    'Administrator1',
    'ｐａｓｓｗｏｒｄ１２３４',
    'letmeinletmein',
    'dragondragondragon',
  ])
    t.match(faultOf(password), /first that somebody would try/, password)
})

t.test('the part of the email address before the @ may not stand in it', async (t) => {
  t.match(faultOf('my Rowan.Field password'), /email address/)
  t.equal(faultOf('a jolly good teapot', 'jo@testham.example'), undefined, 'two letters stand in a word by chance')
})
