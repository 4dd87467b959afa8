/** The last part of a token is a signature of so many characters; since 2022 of 38. */
const LEAST_SIGNATURE = 27

/**
 * What it is that was taken for a token, as far as can be seen; in a sentence for operators, which holds nothing of it but the id
 * of the bot. https://discord.com/developers/docs/reference#authentication
 */
export function describeWrongToken(token: string): string {
  if (/^\d{17,20}$/u.test(token)) return 'What is set is the application’s id.'
  if (/^[\da-f]{64}$/iu.test(token)) return 'What is set is the application’s public key.'
  if (/^[\w-]{32}$/u.test(token)) return 'What is set is the client secret.'
  if (/^\w{2,10}:\/\//u.test(token)) return 'What is set is an address.'
  const [id = '', , signature = '', ...more] = token.split('.')
  if (signature === '' || more.length > 0)
    return 'What is set is no token, or not the whole of one: tokens have three parts with dots between them.'
  if (signature.length < LEAST_SIGNATURE) return 'What is set is shorter than tokens are: was it copied to its end?'
  const bot = Buffer.from(id, 'base64').toString('latin1')
  if (!/^\d{17,20}$/u.test(bot)) return 'What is set is no token, or its beginning is missing.'
  return `What is set was the token of the application ${bot}: it was reset since, or a letter of it is wrong.`
}
