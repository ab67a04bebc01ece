/**
 * The letters that make decoded text look like a language. A wrong encoding gives other letters, mostly rare ones; so
 * short lists of frequent letters tell right from wrong, and a letter missing here only weakens the evidence.
 */

/** Letters beyond A to Z of the languages written in Latin script, lower case. */
export const LATIN_ALPHABETS: readonly string[] = [
  'éèêëàâçîïôùûüœæÿ', // French
  'äöüß', // German
  'áéíóúñü', // Spanish
  'áâãàçéêíóôõúü', // Portuguese
  'àèéìíòóùú', // Italian
  'éëïóöüèêá', // Dutch, Afrikaans
  'êëéèôöûüïîáóíúšž', // Afrikaans, Sotho, Tswana
  'åäöéæøüà', // Nordic
  'áæðéíóöúýþ', // Icelandic
  'àçèéíïòóúü·', // Catalan
  'äöõüšž', // Estonian
  'ąćęłńóśźż', // Polish
  'áčďéěíňóřšťúůýž', // Czech
  'áäčďéíľĺňóôŕšťúýž', // Slovak
  'áéíóöőúüű', // Hungarian
  'ăâîșțşţ', // Romanian
  'čćđšž', // Croatian, Slovene, Bosnian
  'çë', // Albanian
  'çğıİöşüâî', // Turkish
  'əçğıİöşü', // Azeri
  'āčēģīķļņšūž', // Latvian
  'ąčęėįšųūž', // Lithuanian
  'áéíóúâêôîûŵŷäëïöüẁẃ', // Irish, Welsh
  'ăâđêôơưàằầèềìòồờùừỳảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹáắấéếíóốớúứýạặậẹệịọộợụựỵ', // Vietnamese
];

/** Letters of Russian, Ukrainian, Bulgarian and Serbian by how often they stand in names and sentences. */
export const CYRILLIC_FREQUENT = 'оаеинтсрвлкмдпу';
export const CYRILLIC_USUAL = 'яыьгзбчйхжшюіїєј';

/** Characters of Chinese names, both writings, and of the words beside them. */
export const HAN_OF_CHINESE =
  '王李张刘陈杨黄赵周吴徐孙马胡朱郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯' +
  '邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严武戚莫孔向汤伟芳娜秀英敏静丽强磊军洋勇艳杰涛明超霞平刚桂文华玉红志建国海波小大晓春梅兰云龙飞鹏宇' +
  '浩婷雪琳欣怡佳俊凯嘉子轩涵梓美慧颖倩丹燕玲辉斌鑫博瑞洁莉珍凤荣新民中北京上海市广州深圳省区路号先生女士公司姓名手机电话地址客户有限的是在人一不了' +
  '張劉陳楊黃趙吳孫馬羅鄭謝許鄧馮韓蕭葉蔣蘇魏呂盧鐘譚範陸賈韋鄒孟閻龍賀顧龔萬錢嚴湯偉靜麗強軍艷傑濤剛華紅國曉蘭雲飛鵬婷潔鳳榮臺台北灣高雄香港區號' +
  '電話手機號碼客戶家志淑惠雅怡君俊宏建銘冠宇宗翰承恩美玲佩珊詩涵雅婷';

/** Kanji of Japanese names and of the words beside them. */
export const HAN_OF_JAPANESE =
  '佐藤鈴木高橋田中伊渡辺山本村小林加吉井松清水野口阿部森池石川崎原前岡後長谷近坂遠青西福太三浦藤上金子大島竹内和菊千葉久保新古今宮内平河中丸横' +
  '一二郎男子美恵由紀真理香奈愛結衣花陽菜優翔太健一誠学浩幸雄博明正義隆裕智之哲也直樹大輔雅東京都府県市区町様氏名電話番号住所株式会社日本語携帯';

/** Syllables of Korean names and of the words beside them. */
export const HANGUL_FREQUENT =
  '김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구나민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹' +
  '영수호준서윤우민현지훈은경희숙자미정아연혜진주상철재동욱성규태승용민준예하린다솜가나라사자바람시구로길번호전화이름고객주소서울부산대한국님번휴';
