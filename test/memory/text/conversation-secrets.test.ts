// biome-ignore-all lint/security/noSecrets: made up
import { expect, test } from 'vitest'
import { withoutConversationSecrets } from '../../../src/memory/text/conversation-secrets.ts'

const user = (text: string) => ({ role: 'user' as const, text })
const bot = (text: string) => ({ role: 'assistant' as const, text })

test.for([
  ['its name, and then it', [user('my wifi password is'), bot('Yes?'), user('hunter22')], 'hunter22'],
  ['its name, and then a word', [user('my wifi password is'), bot('Yes?'), user('swordfish')], 'swordfish'],
  ['in Russian', [user('пароль от вайфая:'), bot('?'), user('котик77')], 'котик77'],
  ['in Chinese', [user('我的密码是'), bot('嗯'), user('xiaomao88')], 'xiaomao88'],
  ['it, and then its name', [user('4711'), bot('?'), user('is my PIN')], '4711'],
  ['a card in halves', [user('my card is 4111 1111'), bot('And?'), user('1111 1111')], '1111'],
  ['an account in halves', [user('IBAN DE89 3704 0044'), bot('?'), user('0532 0130 00')], '0532'],
  ['a key in halves', [user('key sk-proj-K8t3Mqf51YSnbbK'), user('fIz6GQ1yzddEJF6Qa')], 'fIz6'],
  [
    'a recovery phrase in halves',
    [user('ozone drill grab fiber curtain grace'), bot('Go on'), user('pudding thank cruise elder eight picnic')],
    'picnic',
  ],
  ['the answer to the bot’s question', [bot('What is your PIN?'), user('4711')], '4711'],
  ['a sentence that answers it', [bot('What is the wifi password?'), user("It's hunter22 I think")], 'hunter22'],
  ['a word that answers it', [bot('Wie lautet dein Passwort?'), user('Sommerregen')], 'Sommerregen'],
  ['in Japanese', [bot('パスワードは何ですか？'), user('sakura77です')], 'sakura77'],
  ['again in the bot’s answer', [user('my password is hunter22'), bot('Noted: hunter22!')], 'hunter22'],
  ['a word again in the bot’s answer', [user('my password is swordfish'), bot('Swordfish it is.')], 'wordfish'],
  ['again later', [user('my password is hunter22'), bot('Ok'), user('HUNTER22 is on the TV, too')], 'HUNTER22'],
  ['before it is told', [user('I typed hunter22 everywhere'), bot('Ok'), user('my password is hunter22')], 'hunter22'],
] as const)('a secret that takes more than one message is taken out: %s', ([, said, secret]) => {
  expect(withoutConversationSecrets(said).join('\n')).not.toContain(secret)
})

test.for([
  [user('I forgot my password'), bot('Oh no.'), user('Sarah lives in Oslo')],
  [user('Do you know my password?'), bot('No.'), user('Sarah lives in Oslo')],
  [bot('Did you forget your password?'), user('yes')],
  [bot('Did you forget your password?'), user('no, my sister Sarah did')],
  [user('What is my PIN?'), bot('I do not know.'), user('I have 4711 stamps')],
  [user('I moved in 2019'), bot('Where to?'), user('to 4711 Main Street')],
])('what is no secret stays: %j', said => {
  expect(withoutConversationSecrets(said)).toEqual(said.map(({ text }) => text))
})

test('a word that is somebody’s password is a word elsewhere', () => {
  const said = [user('my password is swordfish'), bot('Change it.'), user('I ate a swordfish')]
  expect(withoutConversationSecrets(said)).toEqual(['my password is …', 'Change it.', 'I ate a swordfish'])
})
