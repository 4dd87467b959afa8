import { type APIApplicationCommand, ApplicationCommandOptionType, ApplicationCommandType } from 'discord-api-types/v10'
import { expect, test } from 'vitest'
import { complete } from '../../../demo/terminal/complete.ts'
import { parseSlash, usages } from '../../../demo/terminal/parse-slash.ts'

const text = (name: string, more: object = {}) => ({
  type: ApplicationCommandOptionType.String,
  name,
  description: name,
  ...more,
})
const command = (name: string, options: object[]) =>
  ({
    type: ApplicationCommandType.ChatInput,
    name,
    description: `Does ${name}`,
    options,
  }) as unknown as APIApplicationCommand

const onOff = {
  choices: [
    { name: 'on', value: 'ON' },
    { name: 'off', value: 'OFF' },
  ],
  required: true,
}
const commands = [
  command('listen', [text('state', onOff)]),
  command('remember', [
    text('fact', { required: true }),
    { type: ApplicationCommandOptionType.Boolean, name: 'everywhere', description: '' },
  ]),
  command('keep', [text('what', { required: true }), text('where', { choices: onOff.choices })]),
  command('import', [{ type: ApplicationCommandOptionType.Attachment, name: 'file', description: '', required: true }]),
  command('memory', [
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'show',
      description: 'Shows',
      options: [{ type: ApplicationCommandOptionType.User, name: 'of', description: '' }],
    },
  ]),
]
const parse = (typed: string) =>
  parseSlash(typed, commands, (kind, name) =>
    kind === 'file' ? { id: name } : name === '@Bob' ? { id: '7' } : undefined,
  )

test.each([
  ['listen on', { name: 'listen', options: { state: 'ON' } }],
  ['listen state:off', { name: 'listen', options: { state: 'OFF' } }],
  ['listen', { name: 'listen', options: {} }],
  [
    'remember fact:my cat is Tom everywhere:yes',
    { name: 'remember', options: { fact: 'my cat is Tom', everywhere: true } },
  ],
  ['remember "my cat is Tom" yes', { name: 'remember', options: { fact: 'my cat is Tom', everywhere: true } }],
  ['keep my cat is Tom', { name: 'keep', options: { what: 'my cat is Tom' } }],
  ['keep my cat is Tom off', { name: 'keep', options: { what: 'my cat is Tom', where: 'OFF' } }],
  ['keep what: my cat', { name: 'keep', options: { what: 'my cat' } }],
  ['import file: /tmp/x', { name: 'import', options: { file: { id: '/tmp/x' } } }],
  ['memory show @Bob', { name: 'memory show', options: { of: { id: '7' } } }],
])('/%s is read as %j', (typed, read) => {
  expect(parse(typed)).toMatchObject(read)
})

test('says what does not exist', () => {
  expect(() => parse('forget')).toThrow('no command /forget')
  expect(() => parse('memory show Zoe')).toThrow('no user "Zoe"')
})

test('tells each subcommand with its options', () => {
  expect(commands.flatMap(usages).map(({ usage }) => usage)).toEqual([
    '/listen <state>',
    '/remember <fact> [everywhere]',
    '/keep <what> [where]',
    '/import <file>',
    '/memory show [of]',
  ])
})

test('completes commands, their choices and subcommands, names and places', () => {
  const choices = { users: ['Ada', 'Bob'], places: ['DM', '#general'], commands, menus: ['Answer again'] }

  expect(complete('/li', choices)).toEqual([['/listen '], '/li'])
  expect(complete('/listen o', choices)).toEqual([['on', 'off'], 'o'])
  expect(complete('/memory s', choices)).toEqual([['show '], 's'])
  expect(complete(':pl', choices)).toEqual([[':place '], ':pl'])
  expect(complete(':user b', choices)).toEqual([['Bob'], 'b'])
  expect(complete('hello @k', choices)).toEqual([['@Keepsake '], '@k'])
})
