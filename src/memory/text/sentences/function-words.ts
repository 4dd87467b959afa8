// biome-ignore-all lint/security/noSecrets: words of languages that are written without spaces
/**
 * Word lists: the small words of sentences in which people tell of themselves, and those that say whose something is. Lists
 * are right here as they are closed classes, of which a language has a few dozen, and as two sentences in the same words are
 * compared well without: a language that is missing is compared word by word, so that what is put otherwise is not found.
 */

/** "My", and what makes the user of a fact somebody's brother: what stands behind it is somebody or something of theirs. */
export const POSSESSIVES = setOf(`my our
  mein meine meinen meinem meiner meines unser unsere unseren unserem unserer nutzers mijn mij onze ons min mitt mit mine vår vårt våra vores
  mon ma mes notre nos mi mis nuestro nuestra nuestros nuestras meu minha meus minhas nosso nossa
  mio miei mie nostro nostra meva meus mea mei mele nostru noastră
  mój moja moje mojego mojej moim moją můj má mé mého mojí мой моя моё мое мои моего моей моему моим мою наш наша мій моє мої моєї
  benim bizim saya aku ku kami tôi mình minun meidän μου 我 我家 我们 내 제 우리 うち`)

/** Those by which somebody speaks of themselves: "I", "we", "my". A language that leaves the first two out has its "my". */
export const ONESELF: ReadonlySet<string> = new Set([
  ...setOf(
    `i we ich wir je nous yo nosotro nosotra eu nós io noi ik wij jag jeg vi ja já я мы ми ben biz minä 私 僕 俺 나는 내가 저는 제가`,
  ),
  ...POSSESSIVES,
])

/** What may stand before the first word of a subject and is no part of it. */
export const DETERMINERS =
  setOf(`the a an this that der die das den dem ein eine einen de het een le la les l un une el los las
  il lo gli i una o os as um uma en ett et the`)

/** Pronouns, auxiliaries, prepositions, articles: what two ways to say the same differ in. */
export const FUNCTION_WORDS = setOf(`
  i me my our you he him she it its we us they them user users s m re ve ll d is am are was were be been being has have had having do does did
  a an the this that these those of in on at to for from with by as and or but so now currently presently still already just also too
  there here who which whose his her hers their will would can could don doesn isn t longer really st nd rd th
  ich du er sie es wir ihr mich mir ihn ihm ihnen nutzer nutzerin benutzer bin bist ist sind war waren sein hat habe haben hatte wird werde
  der die das den dem des ein eine einen einem einer eines und oder aber in im am an auf aus bei mit nach von vom zu zum zur für als
  jetzt nun derzeit aktuell noch schon auch seit hier da
  ik jij je hij zij wij ze het een de en of is ben bent zijn was heeft heb hebben had van naar op te voor met nu nog ook er aan uit
  jag du han hon vi de dem är var har hade en ett den det och på i av till för med som nu jeg er var og af på til nå nu ham henne
  je j ne n pas plus tu il elle on nous vous ils elles suis es est sommes êtes sont était étais ai as a avons avez ont le la les l un une des du de d et ou
  à au aux en dans sur pour par avec chez que qui c ce cette maintenant désormais actuellement aussi utilisateur utilisatrice
  yo tú él ella nosotros ellos soy eres es somos son estoy está están fue era he has ha hemos han tengo tiene el la los las un una
  de del y o en a al con por para que se me su sus ahora actualmente también usuario usuaria lo
  eu tu ele ela nós eles sou és é somos são estou está estão foi era tenho tem o a os as um uma do da dos das e ou em no na nos nas ao à com
  por para que se me seu sua agora atualmente também usuário usuária
  io lui lei noi loro sono sei è siamo ero era ho hai ha abbiamo hanno il lo la i gli le un uno una di del della dello dei e o in nel nella
  a al alla da dal con per che si mi suo sua ora adesso attualmente anche utente
  ja ty on ona my wy oni jestem jest są był była mam ma w we na do z ze i lub od dla teraz obecnie też to się
  já jsem je jsou byl byla mám má v ve na do z ze a nebo pro teď nyní to se
  я ты он она мы вы они меня мне мной у нас в во на с со к из от до по и или а но это есть был была теперь сейчас тоже пользователь
  пользователя його її є був була тепер зараз також та й
  ben sen o biz siz onlar bir ve ile de da te ta ya ye şimdi artık
  saya aku dia kami di ke dari dan yang adalah sekarang tôi bạn là ở của và bây giờ hiện
  εγώ είμαι είναι έχω έχει το η ο τα της του στο στη στην και με από για τώρα
  أنا هو هي في من إلى على و مع الآن אני הוא היא את ב של עם על ו עכשיו
  मैं मेरा मेरी मेरे है हैं हूँ हूं का की के में से को और अब था थी
  は が を に で と も の へ や です だ ます まし た て い いる います ある あり し する される から まで より 今 私 わたし 僕 俺 ユーザー ん んで ま せん ない なかった なく ず しま した みました な さん ちゃん くん
  我 你 他 她 它 我们 的 了 是 在 有 和 与 跟 也 就 都 现在 現在 地 得 着 过 用户 到 一 个 个
  저 나 저는 나는 제 제가 내가 내 저의 나의 이다 입니다 이에요 예요 있어요 있습니다 지금 사용자 사용자는 사용자의 ผม ฉัน ที่ เป็น ของ อยู่ ใน`)

/** "Is", before what something is said to be. */
export const COPULAS =
  setOf(`is s are = : - ist sind heißt heisst är er est sont es son está é são è sono este jest to je είναι это
  は 是 為 为 叫 adalah là`)

/** What makes the name behind it somebody who is there as well: who lives *with* Tom tells nothing of where. */
export const COMPANIONS = setOf(
  `with mit met med avec con com z ze s с со з ile bersama với με مع עם साथ と 和 跟 와 과`,
)

/** How the model speaks of the user, where languages write it with a capital. */
export const USER_WORDS = setOf('user nutzer nutzerin nutzers benutzer benutzerin gebruiker')

/** What marks the word before it as the one that a sentence is about. */
export const TOPIC_MARKERS = setOf('は が も の 的')
/** The same at the end of a word, in Korean. */
export const TOPIC_ENDING = /^[\p{sc=Hangul}]+(?:은|는|이|가|의|도)$/u
/** What marks the word before it, or the end of a word, as a place: it tells of nobody, even at the beginning. */
export const PLACE_MARKERS = setOf('に で へ から da de ta te ya ye में से')
export const PLACE_ENDING = /^[\p{sc=Hangul}]+(?:에|에서|으로|로|에는)$/u

/** Who is told of without being named, or whose something is, where a sentence begins with it. */
export const THIRD_PERSON = setOf(`he she they his her their
  er sein seine seinen seinem seiner ihr ihre ihren ihrem ihrer sie hij zij haar hon hun hennes hendes elle elles sa ses leur leurs
  ella ellos ellas él su sus lui lei loro suo sua suoi sue ele ela eles elas ona oni jego jej její jejich он она они его её ее
  вона вони його її onlar onun αυτός αυτή αυτοί هو هي هم הוא היא הם הן वह वे उसका उसकी उसके 彼 彼女 彼ら 她 她们 她們 他们 他們
  그 그는 그가 그녀 그녀는 그녀가 걔 걔는 mereka`)

/** By language, those that are a small word of another one as well. */
export const AMBIGUOUS_THIRD_PERSON: Readonly<Record<string, ReadonlySet<string>>> = {
  ...{ fr: setOf('il ils'), pl: setOf('on'), cs: setOf('on jeho'), tr: setOf('o'), id: setOf('dia') },
  ...{ sv: setOf('han hans'), da: setOf('han hans'), nb: setOf('han hans') },
}

/** With an article behind it: somebody who is told of for the first time, as in "I have a sister". */
export const HAVING = setOf('have had got habe hab hatte heb har ai avons tengo tenemos tenho temos ho abbiamo')
export const INDEFINITE_ARTICLES = setOf('a an ein eine einen een en ett et un une una uno um uma')

/** What may stand before whom a sentence tells of. */
export const OPENINGS =
  setOf(`and but so well also now then yes no yeah oh ok okay because though since in on at for after before by until
  und aber also dann ja nein doch weil seit im am vor nach bis en maar dus sinds in op och men så sedan og så siden
  et mais donc puis oui alors depuis à en le y pero entonces sí desde el hace ma però quindi allora da nel e mas então em no desde
  ale więc od w i a ale od v и а но потому с в та але від з 而 但 但是 而且 还有 そして でも それから`)

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/u).filter(word => word !== ''))
}
