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
