/**
 * Ways to say a date on Monday, 16 November 2026, and what is meant; then a date near to it that is not meant, where that is
 * another one than the next day, month or year.
 */
const WAYS = `
en | tomorrow | 2026-11-17
en | on the ninth | 2026-12-09 | 2026-12-11
en | yesterday | 2026-11-15
en | tmrw | 2026-11-17
en | tommorow | 2026-11-17
en | the day after tomorrow | 2026-11-18
en | day before yesterday | 2026-11-14 | 2026-11-13
en | last night | 2026-11-15
en | dec 1 | 2026-12-01
en | Dec. 1st | 2026-12-01
en | on the 1st of December | 2026-12-01
en | first of december | 2026-12-01
en | december the twenty-first | 2026-12-21
en | 1 Dec 2026 | 2026-12-01
en | December 1, 2026 | 2026-12-01
en | 12/01/2026 | 2026-12-01
en | 2026-12-01 | 2026-12-01
en | 12/1/26 | 2026-12-01
en | in feb | 2027-02
en | in february | 2027-02
en | febuary | 2027-02
en | back in sept | 2026-09
en | in March '27 | 2027-03
en | mid march | 2027-03
en | end of june | 2027-06
en | since early August | 2026-08
en | last yr | 2025 | 2024
en | last year | 2025 | 2024
en | next year | 2027
en | this year | 2026
en | next month | 2026-12
en | last month | 2026-10 | 2026-09
en | next week | 2026-11-24 | 2026-12-01
en | last week | 2026-11-11 | 2026-11-02
en | next fri | 2026-11-20
en | this friday | 2026-11-20
en | on weds | 2026-11-18
en | tues | 2026-11-17
en | thurs night | 2026-11-19
en | last saturday | 2026-11-14 | 2026-11-13
en | friday | 2026-11-20
en | in 2 wks | 2026-11-30 | 2026-12-14
en | in two weeks | 2026-11-30 | 2026-12-14
en | three weeks ago | 2026-10-26 | 2026-10-12
en | a fortnight ago | 2026-11-02 | 2026-10-19
en | a week ago | 2026-11-09 | 2026-11-01
en | in 10 days | 2026-11-26
en | ten days ago | 2026-11-06
en | 3 months ago | 2026-08
en | in six months | 2027-05
en | a year ago | 2025 | 2024
en | five yrs ago | 2021
en | 3y ago | 2023
en | since 2019 | 2019
en | back in '98 | 1998
en | in 2005 | 2005
en | in the 90s | 1995 | 2001
en | the 5th | 2026-12-05
en | on the 20th | 2026-11-20
en | q3 | 2027 | 2029
en | Q1 2027 | 2027 | 2028
en | on the weekend | 2026-11-21 | 2026-11-19
en | next weekend | 2026-11-28 | 2026-11-26
en | last summer | 2026 | 2028
en | in spring | 2027 | 2029
en | summer 2019 | 2019
en | friday next week | 2026-11-27
en | Monday, March 1st | 2027-03-01
en | march 12-15 | 2027-03-12 | 2027-03-11
en | nxt month | 2026-12
en | lst week | 2026-11-11 | 2026-11-02
en | next quarter | 2027 | 2028
en | ystrdy | 2026-11-15
de | morgen | 2026-11-17
de | morgen früh | 2026-11-17
de | übermorgen | 2026-11-18
de | uebermorgen abend | 2026-11-18
de | heut | 2026-11-16
de | gestern | 2026-11-15
de | vorgestern | 2026-11-14
de | vorgestan | 2026-11-14
de | am 24.12. | 2026-12-24
de | am 3. dezember | 2026-12-03
de | 3.12.26 | 2026-12-03
de | 03.12.2026 | 2026-12-03
de | am dritten Dezember | 2026-12-03
de | ab januar | 2027-01
de | ab jänner | 2027-01
de | seit märz | 2026-03
de | seit maerz | 2026-03
de | im okt. | 2026-10
de | nächsten freitag | 2026-11-20
de | kommenden freitag | 2026-11-20
de | letzten dienstag | 2026-11-10
de | am mittwoch | 2026-11-18
de | nächste woche mittwoch | 2026-11-25
de | nächste woche | 2026-11-24 | 2026-12-02
de | letzte woche | 2026-11-11 | 2026-11-02
de | vorige woche | 2026-11-11 | 2026-10-20
de | in zwei wochen | 2026-11-30 | 2026-12-14
de | vor drei wochen | 2026-10-26 | 2026-10-12
de | vor einem monat | 2026-10
de | vor 2 jahren | 2024
de | seit zweieinhalb jahren | 2024 | 2026
de | letztes jahr | 2025 | 2024
de | nächstes jahr im mai | 2027-05
de | seit 2015 | 2015
de | am wochenende | 2026-11-21 | 2026-11-19
de | im sommer | 2027 | 2029
de | 3. Quartal 2027 | 2027
de | am 15. | 2026-12-15
de | am neunten | 2026-12-09 | 2026-12-11
de | ende juni | 2027-06
es | mañana | 2026-11-17
es | manana por la tarde | 2026-11-17
es | pasado mañana | 2026-11-18
es | ayer | 2026-11-15
es | anteayer | 2026-11-14
es | el 3 de diciembre | 2026-12-03
es | 12 de junio del año q viene | 2027-06-12
es | el próximo viernes | 2026-11-20
es | el viernes que viene | 2026-11-20
es | el miercoles | 2026-11-18
es | la semana que viene | 2026-11-24 | 2026-12-10
es | la semana pasada | 2026-11-11 | 2026-11-02
es | hace dos semanas | 2026-11-02 | 2026-10-19
es | dentro de tres días | 2026-11-19
es | hace 5 años | 2021
es | desde octubre | 2026-10
es | en verano | 2027 | 2029
es | el año pasado | 2025 | 2024
fr | demain | 2026-11-17
fr | après-demain | 2026-11-18
fr | avant-hier | 2026-11-14
fr | il est né avant hier | 2026-11-14
fr | hier soir | 2026-11-15
fr | le 3 décembre | 2026-12-03
fr | le 1er janvier | 2027-01-01
fr | 3/12/2026 | 2026-12-03
fr | vendredi prochain | 2026-11-20
fr | mardi dernier | 2026-11-10
fr | la semaine prochaine | 2026-11-24 | 2026-12-02
fr | l'année prochaine | 2027
fr | l’année dernière | 2025 | 2024
fr | il y a trois semaines | 2026-10-26 | 2026-10-12
fr | dans deux mois | 2027-01
fr | cet été | 2026 | 2029
fr | en fevrier | 2027-02
it | domani | 2026-11-17
it | dopodomani | 2026-11-18
it | l'altro ieri | 2026-11-14
it | il 15 marzo | 2027-03-15
it | a gennaio | 2027-01
it | venerdì prossimo | 2026-11-20
it | la settimana scorsa | 2026-11-11 | 2026-11-02
it | tra due settimane | 2026-11-30 | 2026-12-14
it | due anni fa | 2024
it | l'anno scorso | 2025 | 2024
pt | amanhã | 2026-11-17
pt | depois de amanhã | 2026-11-18
pt | anteontem | 2026-11-14
pt | dia 12 | 2026-12-12
pt | semana passada | 2026-11-11 | 2026-11-02
pt | semana que vem | 2026-11-24 | 2026-12-10
pt | sexta que vem | 2026-11-20
pt | 3 de dezembro de 2026 | 2026-12-03
pt | há dois anos | 2024
pt | mês que vem | 2026-12 | 2027-02
nl | morgen | 2026-11-17
nl | overmorgen | 2026-11-18
nl | eergisteren | 2026-11-14
nl | volgende week | 2026-11-24 | 2026-12-02
nl | vorige maand | 2026-10 | 2026-09
nl | over twee weken | 2026-11-30 | 2026-12-14
nl | 3 maart | 2027-03-03
nl | aanstaande vrijdag | 2026-11-20
pl | jutro | 2026-11-17
pl | pojutrze | 2026-11-18
pl | wczoraj | 2026-11-15
pl | w marcu 2027 | 2027-03
pl | w kwietniu | 2027-04
pl | w grudniu | 2026-12
pl | 3 grudnia | 2026-12-03
pl | w przyszłym tygodniu | 2026-11-24 | 2026-12-02
pl | w przyszły piątek | 2026-11-20
pl | w środę | 2026-11-18
pl | za dwa tygodnie | 2026-11-30 | 2026-12-14
pl | dwa lata temu | 2024
pl | w zeszłym roku | 2025 | 2024
pl | latem | 2027 | 2029
ru | завтра | 2026-11-17
ru | послезавтра | 2026-11-18
ru | позавчера | 2026-11-14
ru | через две недели | 2026-11-30 | 2026-12-14
ru | три недели назад | 2026-10-26 | 2026-10-12
ru | через неделю | 2026-11-23 | 2026-12-02
ru | с понедельника | 2026-11-23
ru | в пятницу | 2026-11-20
ru | в следующую среду | 2026-11-18
ru | на прошлой неделе | 2026-11-11 | 2026-11-02
ru | в следующем месяце | 2026-12
ru | 3 декабря | 2026-12-03
ru | пятого января | 2027-01-05
ru | 15-го | 2026-12-15
ru | в марте | 2027-03
ru | в прошлом году | 2025 | 2024
ru | летом | 2027 | 2029
uk | завтра | 2026-11-17
uk | позавчора | 2026-11-14
uk | наступного тижня | 2026-11-24 | 2026-12-02
uk | у березні | 2027-03
uk | через два тижні | 2026-11-30 | 2026-12-14
uk | у п'ятницю | 2026-11-20
cs | zítra | 2026-11-17
cs | pozítří | 2026-11-18
cs | příští týden | 2026-11-24 | 2026-12-02
cs | v březnu | 2027-03
cs | ve středu | 2026-11-18
cs | 3. prosince | 2026-12-03
hu | holnap | 2026-11-17
hu | holnapután | 2026-11-18
hu | jövő héten | 2026-11-24 | 2026-12-10
hu | decemberben | 2026-12
hu | december 3-án | 2026-12-03
hu | két hete | 2026-11-02 | 2026-10-19
ro | mâine | 2026-11-17
ro | poimâine | 2026-11-18
ro | saptamana viitoare | 2026-11-24 | 2026-12-02
ro | acum trei săptămâni | 2026-10-26 | 2026-10-12
ro | 3 decembrie | 2026-12-03
sv | i morgon | 2026-11-17
sv | i övermorgon | 2026-11-18
sv | nästa vecka | 2026-11-24 | 2026-12-02
sv | för tre veckor sedan | 2026-10-26 | 2026-10-12
sv | på fredag | 2026-11-20
sv | på fredag halv åtta e det julbord | 2026-11-20
sv | i somras | 2026 | 2029
da | i morgen | 2026-11-17
da | i overmorgen | 2026-11-18
da | næste uge | 2026-11-24 | 2026-12-02
da | den 3. december | 2026-12-03
nb | om to uker | 2026-11-30 | 2026-12-14
nb | i fjor | 2025 | 2024
nb | neste fredag | 2026-11-20
fi | huomenna | 2026-11-17
fi | ylihuomenna | 2026-11-18
fi | ensi viikolla | 2026-11-24 | 2026-12-02
fi | joulukuussa | 2026-12
fi | perjantaina | 2026-11-20
fi | kaksi viikkoa sitten | 2026-11-02 | 2026-10-19
el | αύριο | 2026-11-17
el | προχθές | 2026-11-14
el | τον μάρτιο | 2027-03
el | την επόμενη εβδομάδα | 2026-11-24 | 2026-12-02
el | 3 δεκεμβρίου | 2026-12-03
tr | yarın | 2026-11-17
tr | öbür gün | 2026-11-18
tr | gelecek hafta | 2026-11-24 | 2026-12-02
tr | haftaya cuma | 2026-11-27
tr | 10 aralıkta | 2026-12-10
tr | geçen ay | 2026-10 | 2026-09
tr | iki hafta önce | 2026-11-02 | 2026-10-19
tr | martta | 2027-03
ar | غدا | 2026-11-17
ar | بكرا | 2026-11-17
ar | بعد غد | 2026-11-18
ar | أمس | 2026-11-15
ar | الأسبوع القادم | 2026-11-24 | 2026-12-02
ar | الشهر الماضي | 2026-10 | 2026-09
ar | قبل ثلاثة أسابيع | 2026-10-26 | 2026-10-12
ar | في مارس | 2027-03
ar | ٣ ديسمبر | 2026-12-03
ar | قبل سنتين | 2024
he | מחר | 2026-11-17
he | מחרתיים | 2026-11-18
he | בשבוע הבא | 2026-11-24 | 2026-12-02
he | לפני שבועיים | 2026-11-02 | 2026-10-19
he | בינואר | 2027-01
he | ביום שישי | 2026-11-20
fa | فردا | 2026-11-17
fa | هفته آینده | 2026-11-24 | 2026-12-02
fa | دو هفته پیش | 2026-11-02 | 2026-10-19
fa | ۱۴ اسفند ۱۴۰۵ | 2027-03-05
hi | कल | 2026-11-17
hi | परसों | 2026-11-18
hi | अगले हफ्ते | 2026-11-24 | 2026-12-02
hi | पिछले महीने | 2026-10 | 2026-09
hi | 11 दिसंबर को | 2026-12-11
hi | तीन साल पहले | 2023
hi | शुक्रवार को | 2026-11-20
hi | फरवरी में | 2027-02
bn | আগামীকাল | 2026-11-17
bn | ৩ ডিসেম্বর | 2026-12-03
th | พรุ่งนี้ | 2026-11-17
th | มะรืนนี้ | 2026-11-18
th | สัปดาห์หน้า | 2026-11-24 | 2026-12-02
th | วันศุกร์ | 2026-11-20
th | 3 ธันวาคม 2569 | 2026-12-03
vi | ngày mai | 2026-11-17
vi | tuần sau | 2026-11-24 | 2026-12-02
vi | ngày 3 tháng 12 | 2026-12-03
vi | tháng trước | 2026-10 | 2026-09
vi | thứ sáu | 2026-11-20
id | besok | 2026-11-17
id | lusa | 2026-11-18
id | minggu depan | 2026-11-24 | 2026-12-02
id | dua minggu lalu | 2026-11-02 | 2026-10-19
id | bulan desember | 2026-12
ja | 明日 | 2026-11-17
ja | 明後日 | 2026-11-18
ja | あさって | 2026-11-18
ja | 昨日 | 2026-11-15
ja | 来週の金曜日 | 2026-11-27
ja | 来週の月曜から | 2026-11-23
ja | 再来週 | 2026-12-01 | 2026-11-25
ja | 来月 | 2026-12
ja | 来月19日に | 2026-12-19
ja | 先月 | 2026-10 | 2026-09
ja | 3週間前 | 2026-10-26 | 2026-10-12
ja | 三年前 | 2023
ja | 12月3日 | 2026-12-03
ja | 来年の4月 | 2027-04
ja | 令和8年12月3日 | 2026-12-03
ja | 令和2年 | 2020
ja | 去年の夏 | 2025 | 2028
ja | 木曜に | 2026-11-19
ja | 週末 | 2026-11-21 | 2026-11-19
zh | 明天 | 2026-11-17
zh | 下个月八号 | 2026-12-08
zh | 后天 | 2026-11-18
zh | 前天 | 2026-11-14
zh | 下周五 | 2026-11-27
zh | 这周六 | 2026-11-21
zh | 上个月 | 2026-10 | 2026-09
zh | 两周前 | 2026-11-02 | 2026-10-19
zh | 三年前 | 2023
zh | 12月3号 | 2026-12-03
zh | 明年三月 | 2027-03
zh | 周末 | 2026-11-21 | 2026-11-19
zh | 十二月 | 2026-12
zh | 民國115年12月3日 | 2026-12-03
ko | 내일 | 2026-11-17
ko | 모레 | 2026-11-18
ko | 어제 | 2026-11-15
ko | 3월 5일 | 2027-03-05
ko | 12월 8일에 | 2026-12-08
ko | 다음 주 | 2026-11-24 | 2026-12-02
ko | 다음주 금요일 | 2026-11-27
ko | 지난달 | 2026-10 | 2026-09
ko | 2주 전에 | 2026-11-02 | 2026-10-19
ko | 두 달 전 | 2026-09
ko | 작년 | 2025 | 2024
ko | 이번 주말 | 2026-11-21 | 2026-11-19
ko | 내년 봄 | 2027 | 2029
zh | 給到一百七十五 一月十八號報到 | 2027-01-18 | 2027-01-05
de | ab feber | 2027-02
en | im out on the 11th | 2026-12-11 | 2026-12-12
en | we go on the 1st instead | 2027-01-01 | 2027-01-02
mix | deadline ist next tues | 2026-11-24
mix | bin nächsten friday weg | 2026-11-20
mix | nos vemos next week | 2026-11-24 | 2026-12-02
mix | 来週 friday | 2026-11-27
it | entro natale voglio mettere da parte | 2026-12-25 | 2026-11-25
it | a pasqua andiamo al mare | 2027-03-28 | 2027-05-02
it | per capodanno | 2027-01-01 | 2026-12-05
it | ferragosto scorso | 2026-08-15
it | tra un paio di settimane | 2026-11-30 | 2027-01-09
it | da un anno e mezzo | 2025
it | il mese prossimo | 2026-12
it | a maggio, il 15 | 2027-05-15 | 2027-05-16
it | l'altroieri | 2026-11-14
it | sabato prossimo | 2026-11-21
it | a metà gennaio | 2027-01
it | stasera | 2026-11-16 | 2026-11-18
it | ieri sera | 2026-11-15
it | domani mattina | 2026-11-17
it | fra 10 giorni | 2026-11-26
pl | od kwietnia | 2027-04 | 2027-06
pl | w listopadzie | 2026-11 | 2026-09
pl | do końca listopada | 2026-11
pl | w święta | 2026-12-25 | 2026-11-25
pl | w sylwestra | 2026-12-31 | 2027-02-01
pl | na wielkanoc | 2027-03-28 | 2027-05-07
pl | przedwczoraj | 2026-11-14
pl | w zeszłym tygodniu | 2026-11-10 | 2026-12-20
pl | od pół roku | 2026-05 | 2026-07
pl | pół roku temu | 2026-05 | 2026-07
pl | rok temu | 2025
pl | w przyszłym roku | 2027
pl | 8 stycznia | 2027-01-08
pl | pierwszego grudnia | 2026-12-01
pl | w środę wieczorem | 2026-11-18
pl | za tydzień w czwartek | 2026-11-26 | 2026-11-19
pl | w lipcu | 2027-07
sv | den 9e | 2026-12-09 | 2026-12-10
sv | i förrgår | 2026-11-14
sv | på lördag | 2026-11-21
sv | i lördags | 2026-11-14 | 2026-11-22
sv | till jul | 2026-12-24 | 2027-02-02
sv | på midsommar | 2027-06-25 | 2027-08-04
sv | sen i somras | 2026 | 2029
sv | i vintras | 2026 | 2029
sv | nästa fredag | 2026-11-27
sv | om två veckor | 2026-11-30 | 2027-01-09
sv | i mitten av april | 2027-04
sv | i 3 mån | 2026-08
sv | förra veckan | 2026-11-10 | 2026-12-20
sv | på nyårsafton | 2026-12-31
fr | le 11 | 2026-11-11 | 2026-12-12
fr | la conduite jlai ratée le 11 pr un cédez | 2026-11-11 | 2026-11-12
fr | le 7/12 | 2026-12-07
fr | samedi en huit | 2026-11-28 | 2026-11-21
fr | samedi en 8 | 2026-11-28 | 2026-11-21
fr | d'ici noël | 2026-12-25 | 2027-02-03
fr | a paques | 2027-03-28 | 2027-05-07
fr | au nouvel an | 2027-01-01 | 2027-02-10
fr | le 14 juillet | 2027-07-14
fr | ya 3 semaines | 2026-10-26 | 2026-10-12
fr | y'a 6 mois | 2026-05
fr | dans 15 jours | 2026-12-01
fr | lundi en quinze | 2026-11-30 | 2026-11-23
fr | apres demain | 2026-11-18
fr | avant hier | 2026-11-14
fr | ce week end | 2026-11-21 | 2026-12-31
fr | depuis la rentrée | 2026-09
fr | jusquen aout | 2027-08
fr | mi mars | 2027-03
fr | fin janvier | 2027-01
fr | a la st valentin | 2027-02-14
fr | demain soir | 2026-11-17
fr | lannée derniere | 2025
fr | jeudi pro | 2026-11-19
zh | 大后天 | 2026-11-19 | 2026-11-18
zh | 大前天 | 2026-11-13
zh | 这个周六 | 2026-11-21 | 2026-11-28
zh | 下周三 | 2026-11-25 | 2026-11-18
zh | 下下周一 | 2026-11-30 | 2026-11-23
zh | 上个月底 | 2026-10
zh | 月底 | 2026-11
zh | 下个月初 | 2026-12
zh | 年底 | 2026-12
zh | 春节 | 2027-02-06 | 2027-03-18
zh | 过年 | 2027-02-06 | 2027-03-18
zh | 元旦 | 2027-01-01 | 2027-02-01
zh | 国庆 | 2026-10-01 | 2026-11-10
zh | 圣诞节 | 2026-12-25 | 2027-02-03
zh | 31号 | 2026-10-31
zh | 10号搬的 | 2026-11-10
zh | 昨晚 | 2026-11-15
zh | 明早 | 2026-11-17
zh | 两年前 | 2024
zh | 三个月后 | 2027-02
zh | 礼拜五 | 2026-11-20
zh | 下礼拜二 | 2026-11-24
zh | 星期天 | 2026-11-22
zh | 前年 | 2024
zh | 去年八月 | 2025-08
zh | 5月中 | 2027-05
ja | 29日 | 2026-11-29 | 2026-11-28
ja | 29日は嵐のDVD鑑賞会をまゆみんちでやる | 2026-11-29 | 2026-11-28
ja | しあさって | 2026-11-19
ja | 一昨日 | 2026-11-14
ja | 来週の水曜 | 2026-11-25 | 2026-11-18
ja | 今度の土曜 | 2026-11-21
ja | 再来月 | 2027-01
ja | 年末 | 2026-12
ja | 正月 | 2027-01-01 | 2027-02-10
ja | 大晦日 | 2026-12-31
ja | クリスマス | 2026-12-25 | 2027-02-03
ja | クリスマスイブ | 2026-12-24
ja | お盆 | 2027-08-15 | 2027-09-24
ja | 3日後 | 2026-11-19
ja | 半年前 | 2026-05 | 2026-07
ja | 1か月後 | 2026-12
ja | 2年半前 | 2024
ja | 月末 | 2026-11
ja | 4月から | 2027-04
ja | 1月いっぱい | 2027-01
ja | 12/5 | 2026-12-05
ja | 昨夜 | 2026-11-15
ja | 今夜 | 2026-11-16
ja | 明日の朝 | 2026-11-17
ko | 담주 금욜 | 2026-11-27 | 2026-11-20
ko | 담주 금욜까지 | 2026-11-27 | 2027-01-06
ko | 이번주 토욜 | 2026-11-21 | 2026-12-31
ko | 지난주 화욜 | 2026-11-10 | 2026-12-20
ko | 글피 | 2026-11-19
ko | 엊그제 | 2026-11-14
ko | 그저께 | 2026-11-14
ko | 낼 | 2026-11-17
ko | 담달 | 2026-12
ko | 다음달 초 | 2026-12
ko | 내년 3월 | 2027-03
ko | 설날 | 2027-02-06 | 2027-03-18
ko | 추석 | 2027-09-15 | 2027-10-25
ko | 크리스마스 | 2026-12-25 | 2027-02-03
ko | 1년 반 전 | 2025
ko | 3개월 전 | 2026-08
ko | 주말에 | 2026-11-21 | 2026-12-31
ko | 월말 | 2026-11
ko | 20일 | 2026-11-20
id | kemarin lusa | 2026-11-14
id | minggu depan senin | 2026-11-23
id | senin depan | 2026-11-23
id | lebaran kemarin | 2026-03
id | dari lebaran kemarin | 2026-03
id | bulan depan tgl 5 | 2026-12-05
id | tgl 20 | 2026-11-20 | 2026-11-21
id | per 1 des | 2026-12-01
id | taun depan | 2027
id | thn lalu | 2025
id | 2 minggu lagi | 2026-11-30 | 2027-01-09
id | akhir tahun | 2026-12
id | malam minggu | 2026-11-21 | 2026-12-31
id | natal | 2026-12-25 | 2027-02-03
uk | вчора | 2026-11-15
uk | брату вчора 18 виповнилось | 2026-11-15
uk | післязавтра | 2026-11-18
uk | минулої суботи | 2026-11-14
uk | на 8 січня | 2027-01-08
uk | з понеділка | 2026-11-23
uk | на різдво | 2026-12-25
uk | на новий рік | 2027-01-01 | 2027-02-10
uk | торік | 2025
uk | 8-го | 2026-12-08
es | hace año y medio | 2025
es | hace un año y medio | 2025-05 | 2025-11
es | el viernes en ocho | 2026-11-27 | 2026-11-20
es | antier | 2026-11-14
es | el finde q viene | 2026-11-28 | 2027-01-07
es | en semana santa | 2027-03
es | pa navidad | 2026-12-25 | 2027-02-03
es | en nochevieja | 2026-12-31
es | el 24 de dic | 2026-12-24
es | el lunes pasado | 2026-11-09
es | a finales de enero | 2027-01
es | en dos semanas | 2026-11-30 | 2027-01-09
es | anoche | 2026-11-15
es | la semana q viene | 2026-11-25 | 2027-01-04
ru | через неделю в четверг | 2026-11-26 | 2026-11-19
ru | до 15го | 2026-12-15 | 2026-12-16
ru | на 12е | 2026-12-12 | 2026-12-13
ru | в эту субботу | 2026-11-21
ru | на нг | 2027-01-01 | 2027-02-10
ru | на новый год | 2027-01-01 | 2027-02-10
ru | 31 дек | 2026-12-31
ru | в прошлую пятницу | 2026-11-13
ru | в конце января | 2027-01
ru | полтора года назад | 2025
ru | полгода назад | 2026-05 | 2026-07
ru | на пасху | 2027-05-02 | 2027-06-11
ru | на майские | 2027-05
ru | 8 марта | 2027-03-08
ru | второго декабря | 2026-12-02
ru | завтра вечером | 2026-11-17
ru | месяц назад | 2026-10
ru | сегодня | 2026-11-16
de | bis weihnachten | 2026-12-24 | 2027-02-02
de | an ostern | 2027-03-28 | 2027-05-07
de | heiligabend | 2026-12-24
de | silvester | 2026-12-31 | 2026-12-25
de | an pfingsten | 2027-05-16 | 2027-06-25
de | nächste woche donnerstag | 2026-11-26 | 2026-11-19
de | donnerstag in einer woche | 2026-11-26 | 2026-11-19
de | heute in zwei wochen | 2026-11-30 | 2027-01-09
de | uebermorgen | 2026-11-18
de | ab 1.4. | 2027-04-01
de | ab april | 2027-04
de | mitte märz | 2027-03
de | vor nem halben jahr | 2026-05 | 2026-07
de | vor anderthalb jahren | 2025
de | in 14 tagen | 2026-11-30
de | kommenden samstag | 2026-11-21
de | gestern abend | 2026-11-15
de | seit sept | 2026-09
de | übers wochenende | 2026-11-21 | 2026-12-31
de | nächsten mi | 2026-11-25
hi | अगले साल अप्रैल तक | 2027-04
hi | 11 फरवरी को | 2027-02-11
vi | thứ 7 tuần sau | 2026-11-28 | 2026-11-21
vi | thứ bảy này | 2026-11-21
vi | tháng 6 năm sau | 2027-06
vi | mốt | 2026-11-18
vi | hôm kia | 2026-11-14
vi | qua tết | 2027-02
vi | tết | 2027-02-06 | 2027-03-18
vi | 15/12 | 2026-12-15
vi | tháng 1 | 2027-01
vi | chủ nhật tuần này | 2026-11-22 | 2026-11-15
vi | năm ngoái | 2025
tr | evvelsi gün | 2026-11-14
tr | haftaya salı | 2026-11-24 | 2026-11-17
tr | geçen cumartesi | 2026-11-14
tr | bayramda | 2027-03
tr | yılbaşında | 2026-12-31 | 2027-02-09
tr | şubat celbi | 2027-02
tr | ekime kadar | 2027-10
tr | seneye | 2027
tr | 6 ocak | 2027-01-06
tr | ay sonu | 2026-11
tr | bu cuma | 2026-11-20 | 2026-11-27
ar | يوم الخميس الجاي | 2026-11-19
ar | بعد بكرا | 2026-11-18
ar | بكره | 2026-11-17
ar | امبارح | 2026-11-15
ar | نص مارس | 2027-03
ar | بعد العيد | 2027-03
ar | الشهر الجاي | 2026-12 | 2027-02
ar | السنة الماضية | 2025
ar | من اول يناير | 2027-01
ar | الاسبوع القادم | 2026-11-25 | 2027-01-04
nl | op 14 feb | 2027-02-14
nl | half maart | 2027-03
nl | op 3/2 | 2027-02-03
nl | volgende week vrijdag | 2026-11-27 | 2026-11-20
nl | vrijdag over een week | 2026-11-27 | 2026-11-20
nl | met kerst | 2026-12-25 | 2027-02-03
nl | oudjaar | 2026-12-31
nl | met pasen | 2027-03-28 | 2027-05-07
nl | eind juni | 2027-06
nl | anderhalf jaar geleden | 2025
nl | vorige week | 2026-11-10 | 2026-12-20
pt | quinta que vem | 2026-11-19
pt | dia 20 | 2026-11-20 | 2026-11-21
pt | mês q vem | 2026-12 | 2027-02
pt | no carnaval | 2027-02
pt | no natal | 2026-12-25 | 2027-02-03
pt | no réveillon | 2026-12-31
pt | até o ano novo | 2027-01-01 | 2027-02-10
pt | ano passado | 2025
pt | 6 a 10 de fevereiro | 2027-02-06
pt | há um ano e meio | 2025-05 | 2025-11
en | on january second | 2027-01-02
en | the twins turn four on january second so | 2027-01-02 | 2027-01-04
en | closing got bumped to the fifteenth by the way | 2026-11-15 | 2026-11-16
en | the nineteenth | 2026-11-19 | 2026-11-09
en | by christmas | 2026-12-25 | 2026-11-25
en | over easter | 2027-03-28 | 2027-05-07
en | on new year's eve | 2026-12-31 | 2026-12-30
en | at thanksgiving | 2026-11-26 | 2027-01-05
en | for valentines | 2027-02-14
en | on halloween | 2026-10-31
en | friday week | 2026-11-27 | 2026-11-20
en | week after next | 2026-11-30 | 2026-11-18
en | a year and a half ago | 2025-05 | 2025-11
en | 5 wks clean | 2026-10-12 | 2026-11-21
en | 31st | 2026-10-31
en | day after tmrw | 2026-11-18
en | nye | 2026-12-31
en | later this week | 2026-11-19 | 2026-12-29
en | in q1 | 2027
en | first week of december | 2026-12
hu | jövő kedden | 2026-11-24
hu | múlt héten | 2026-11-10 | 2026-12-20
hu | tegnapelőtt | 2026-11-14
hu | karácsonyra | 2026-12-25 | 2027-02-03
hu | jövőre | 2027
cs | předevčírem | 2026-11-14
cs | na vánoce | 2026-12-24 | 2027-02-02
cs | v listopadu | 2026-11
cs | od dubna | 2027-04
fi | jouluna | 2026-12-25 | 2027-02-03
fi | viime kesänä | 2026
da | i forgårs | 2026-11-14
da | til jul | 2026-12-24 | 2027-02-02
ro | alaltăieri | 2026-11-14
ro | de crăciun | 2026-12-25 | 2027-02-03
ro | săptămâna viitoare | 2026-11-25 | 2027-01-04
el | μεθαύριο | 2026-11-18
el | τα χριστούγεννα | 2026-12-25 | 2027-02-03
el | το πάσχα | 2027-05-02 | 2027-06-11
el | του χρόνου | 2027
`

export interface WayToSay {
  readonly language: string
  readonly said: string
  readonly date: string
  readonly wrong: string
}

export const waysToSay: readonly WayToSay[] = WAYS.trim()
  .split('\n')
  .map(line => {
    const [language = '', said = '', date = '', wrong] = line.split(' | ')
    return { language, said, date, wrong: wrong ?? nextDate(date) }
  })

function nextDate(date: string): string {
  const [year = 0, month, day] = date.split('-').map(Number)
  const next = new Date(
    Date.UTC(year + (month === undefined ? 1 : 0), (month ?? 1) - 1, (day ?? 1) + (day === undefined ? 0 : 1)),
  )
  if (month !== undefined && day === undefined) next.setUTCMonth(month)
  return next.toISOString().slice(0, date.length)
}
