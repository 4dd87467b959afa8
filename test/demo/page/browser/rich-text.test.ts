import { expect, test } from 'vitest'
import { richText } from '../../../../demo/page/browser/talk/view/rich-text.ts'

const naming = { user: () => undefined, role: () => undefined, channel: () => undefined }
const kinds = (source: string) => richText(source, naming).map(({ kind }) => kind)

test.for([
  ['a quote', '> Rex is a dog.', 'quote'],
  ['a list', '- Rex\n- Bella', 'list'],
  ['small print', '-# 1 of 2', 'subtext'],
  ['a heading', '## Dogs', 'heading'],
] as const)('the line after %s is small print or a heading where it begins as one', ([, before, kind]) => {
  expect(kinds(`${before}\n-# yesterday`)).toEqual([kind, 'subtext'])
  expect(kinds(`${before}\n# Cats`)).toEqual([kind, 'heading'])
})

test('the same marks within a line are what somebody wrote', () => {
  expect(richText('Room -# 3, # 4', naming)).toEqual([{ kind: 'text', text: 'Room -# 3, # 4' }])
})

test('a link to a message leads to it on the page, where its place is seen', () => {
  const places = { '22222': { name: 'general', isHidden: false, isDm: false } }
  const channel = (id: string) => places[id as keyof typeof places]
  const linked = (text: string) => richText(text, { ...naming, channel })
  const seen = { kind: 'jump', placeId: '22222', messageId: '33333', isHidden: false }

  expect(linked('https://discord.com/channels/11111/22222/33333')).toEqual([
    { ...seen, content: [{ kind: 'text', text: '#general › message' }] },
  ])
  expect(linked('[there](https://discord.com/channels/@me/22222/33333)')).toEqual([
    { ...seen, content: [{ kind: 'text', text: 'there' }] },
  ])
  expect(linked('https://discord.com/channels/11111/44444/33333')).toMatchObject([{ kind: 'jump', isHidden: true }])
  expect(linked('https://example.org/channels/11111/22222/33333')).toMatchObject([{ kind: 'link' }])
})
