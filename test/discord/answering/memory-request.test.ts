// biome-ignore-all lint/security/noSecrets: sentences without spaces look like keys to it
import { describe, expect, test } from 'vitest'
import { findMemoryRequest } from '../../../src/discord/answering/tools/memory-request.ts'

describe('what is plainly asked of memory', () => {
  test.each([
    'Remember that I keep bees.',
    'Hey Keepsake, please remember this: the spare key is at Nora’s.',
    "Don't forget that I'm vegan",
    'Never forget: no nuts for Mia.',
    'Merk dir bitte, dass ich Bienen halte',
    'Vergiss bitte nicht, dass ich vegan bin',
    'Recuerda que soy vegana',
    'No olvides que soy vegana',
    'Retiens que j’ai deux chats',
    'S’il te plaît, souviens-toi de mon anniversaire',
    "N'oublie pas que je suis végane",
    'Ricordati che sono vegano',
    'Lembre que sou vegano',
    'Onthoud dat ik bijen houd',
    'Kom ihåg att jag har bin',
    'muista että olen vegaani',
    'Zapamiętaj, że mam psa',
    'запомни, что я веган',
    'Не забудь, что я веган',
    "запам'ятай, що я веган",
    'θυμήσου ότι είμαι χορτοφάγος',
    'Jegyezd meg, hogy vegán vagyok',
    'ține minte că am un câine',
    'Doğum günümün 3 Mayıs olduğunu unutma',
    'Hãy nhớ rằng tôi ăn chay',
    'Ingat ya, aku vegan',
    'ฉันชอบชา ช่วยจำไว้ด้วย',
    '私がベジタリアンだって覚えておいて',
    '请记住我喜欢茶',
    '내 생일을 기억해',
    'تذكر أنني نباتي',
    'मेरा जन्मदिन याद रखना',
    'It is my birthday soon. Remember the date: 3 May!',
  ])('to remember: %s', text => {
    expect(findMemoryRequest(text)).toBe('remember')
  })

  test.each([
    'Keepsake, forget my ex',
    'Please forget what I said about Rex.',
    'Bitte vergiss alles über Rex!',
    'Por favor, olvida a mi ex',
    'Oublie mon ex',
    'dimentica il mio ex',
    'esqueça meu ex',
    'vergeet mijn ex',
    'glöm mitt ex',
    'unohda exäni',
    'zapomnij o moim byłym',
    'Забудь про моего бывшего',
    'felejtsd el az exemet',
    'eski sevgilimi unut',
    'quên người yêu cũ của tôi đi',
    'lupakan mantanku',
    '元彼のことは忘れて',
    '忘掉我的前任',
    '전 남자친구 얘기는 잊어줘',
    'انسَ ما قلته عن روي',
    'मेरे एक्स को भूल जाओ',
  ])('to forget: %s', text => {
    expect(findMemoryRequest(text)).toBe('forget')
  })

  test.each([
    'Do you remember my dog?',
    'I remember my school days.',
    'I forgot my keys',
    "I'll never forget that day",
    'My sister asked me to remember the milk',
    'How do I forget him',
    'Ich habe meinen Schlüssel vergessen',
    'я забыл ключи',
    'anahtarlarımı unuttum',
    '鍵を忘れてしまった',
    '覚えていますか',
    '你记得我的狗吗',
    '> Remember that I keep bees.',
    '```\nforget(cache)\n```',
    '',
  ])('nothing: %s', text => {
    expect(findMemoryRequest(text)).toBeUndefined()
  })
})
