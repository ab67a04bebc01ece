"""Writes the text tables of the corpus and what they hold (expected-text.json). Python's own codecs and csv module
write them; the reader under test has no part in it. Run: python3 test/corpus/make-text.py"""
import csv, io, json, os

here = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'files')
os.makedirs(here, exist_ok=True)
expected = []


def put(name, data, header, rows, encoding='utf-8', delimiter=',', header_row=1, **more):
    with open(os.path.join(here, name), 'wb') as file:
        file.write(data)
    expected.append({'file': name, 'kind': 'csv', 'encoding': encoding, 'delimiter': delimiter, 'headerRow': header_row,
                     'header': header, 'rows': rows, 'sheets': [], **more})


def table(rows, delimiter=',', end='\n', quoting=csv.QUOTE_MINIMAL):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    return out.getvalue()


# ---- Encodings: real names and places. The label is the one browsers use; two labels that read the same bytes alike
# count as one, and the second is named here.
texts = {
    'german': (['Name', 'Ort', 'Handy'], [['Jürgen Groß', 'Köln', '0171 1234567'], ['Sabine Müller', 'Düsseldorf', '0172 2345678'], ['Heike Schäfer', 'Gößnitz', '0173 3456789']],
               {'cp1252': 'windows-1252', 'mac_roman': 'macintosh'}),
    'french': (['Nom', 'Prénom', 'Ville'], [['Lefèvre', 'Hélène', 'Besançon'], ['Benoît', 'Zoë', 'Nîmes'], ['Garçon', 'François', 'Orléans']],
               {'cp1252': 'windows-1252', 'mac_roman': 'macintosh'}),
    'portuguese': (['Nome', 'Cidade'], [['João Conceição', 'São Paulo'], ['António Magalhães', 'Évora'], ['Inês Simões', 'Maranhão']],
                   {'cp1252': 'windows-1252', 'mac_roman': 'macintosh'}),
    'spanish': (['Nombre', 'Ciudad'], [['José Núñez', 'León'], ['María Peña', 'Málaga'], ['Íñigo Ibáñez', 'Cádiz']],
                {'cp1252': 'windows-1252'}),
    'nordic': (['Navn', 'By'], [['Søren Kjær', 'Århus'], ['Bjørn Ødegård', 'Tromsø'], ['Åse Sæther', 'Bodø']],
               {'cp1252': 'windows-1252', 'mac_roman': 'macintosh'}),
    'polish': (['Imię', 'Miasto'], [['Łukasz Wiśniewski', 'Łódź'], ['Małgorzata Dąbrowska', 'Gdańsk'], ['Świętosława Żółć', 'Białystok']],
               {'cp1250': 'windows-1250', 'iso8859-2': 'iso-8859-2'}),
    'czech': (['Jméno', 'Město'], [['Jiří Dvořák', 'Plzeň'], ['Markéta Růžičková', 'Ústí nad Labem'], ['Žaneta Šťastná', 'České Budějovice']],
              {'cp1250': 'windows-1250', 'iso8859-2': 'iso-8859-2'}),
    'hungarian': (['Név', 'Város'], [['Erdős Győző', 'Győr'], ['Szűcs Tünde', 'Székesfehérvár'], ['Kőszegi Ödön', 'Pécs']],
                  {'cp1250': 'windows-1250'}),
    'russian': (['Имя', 'Город', 'Телефон'], [['Иванова Мария', 'Москва', '+7 916 123-45-67'], ['Сергей Кузнецов', 'Санкт-Петербург', '+7 921 123-45-67'], ['Екатерина Смирнова', 'Нижний Новгород', '+7 910 123-45-67']],
                {'cp1251': 'windows-1251', 'koi8-r': 'koi8-r', 'iso8859-5': 'iso-8859-5', 'cp866': 'ibm866', 'mac_cyrillic': 'x-mac-cyrillic'}),
    'ukrainian': (["Ім'я", 'Місто'], [['Олена Шевченко', 'Київ'], ['Андрій Коваленко', 'Львів'], ['Їжакевич Євген', 'Харків']],
                  {'cp1251': 'windows-1251', 'koi8-u': 'koi8-u'}),
    'greek': (['Όνομα', 'Πόλη'], [['Γιώργος Παπαδόπουλος', 'Αθήνα'], ['Άννα Νικολάου', 'Θεσσαλονίκη'], ['Ελένη Γεωργίου', 'Πάτρα']],
              {'cp1253': 'windows-1253', 'iso8859-7': 'iso-8859-7'}),
    'turkish': (['Ad', 'Şehir'], [['Ayşe Yılmaz', 'İstanbul'], ['Mehmet Öztürk', 'Şanlıurfa'], ['Çiğdem Güneş', 'Eskişehir']],
                {'cp1254': 'windows-1254'}),
    'hebrew': (['שם', 'עיר'], [['דוד כהן', 'ירושלים'], ['רחל לוי', 'תל אביב'], ['משה פרץ', 'חיפה']], {'cp1255': 'windows-1255'}),
    'arabic': (['الاسم', 'المدينة'], [['محمد أحمد', 'القاهرة'], ['فاطمة علي', 'الرياض'], ['عبد الله حسن', 'بيروت']],
               {'cp1256': 'windows-1256', 'iso8859-6': 'iso-8859-6'}),
    'lithuanian': (['Vardas', 'Miestas'], [['Jonas Žukauskas', 'Šiauliai'], ['Eglė Šimkutė', 'Panevėžys'], ['Jūratė Bučinskienė', 'Klaipėda']],
                   {'cp1257': 'windows-1257'}),
    'thai': (['ชื่อ', 'เมือง'], [['สมชาย ใจดี', 'กรุงเทพมหานคร'], ['สมหญิง รักไทย', 'เชียงใหม่']], {'cp874': 'windows-874'}),
    'japanese': (['氏名', '電話番号', '住所'], [['佐藤太郎', '090-1234-5678', '東京都千代田区'], ['鈴木花子', '080-2345-6789', '大阪府大阪市'], ['高橋さくら', '070-3456-7890', 'カタカナビル']],
                 {'cp932': 'shift_jis', 'euc_jp': 'euc-jp', 'utf-16-le': 'utf-16le'}),
    'chinese': (['姓名', '手机', '城市'], [['王伟', '13800138000', '北京市'], ['李娜', '13900139000', '上海市'], ['张小明', '13700137000', '广州市'], ['欧阳雪琳', '13600136000', '深圳市']],
                {'gbk': 'gb18030', 'gb18030': 'gb18030', 'utf-16-be': 'utf-16be'}),
    'taiwanese': (['姓名', '手機', '城市'], [['陳怡君', '0912345678', '台北市'], ['林志豪', '0922345678', '高雄市'], ['黃淑惠', '0932345678', '台中市']],
                  {'big5': 'big5'}),
    'korean': (['이름', '전화번호', '주소'], [['김민준', '010-1234-5678', '서울특별시'], ['이서연', '010-2345-6789', '부산광역시'], ['박지훈', '010-3456-7890', '대구광역시']],
               {'euc_kr': 'euc-kr', 'cp949': 'euc-kr'}),
}
for language, (header, rows, codecs) in texts.items():
    for codec, label in codecs.items():
        put(f'encoding-{language}-{codec}.csv', table([header, *rows], ';').encode(codec), header, rows, label, ';')

people = [['Mobile', 'First name', 'Note'], ['+27821234567', 'Zoë', 'likes "red", blue'], ['082 123 4568', 'Bo', 'two\nlines']]
plain = table(people)
for name, data, label in [
    ('marked-utf8.csv', plain.encode('utf-8-sig'), 'utf-8'),
    ('marked-utf16le.csv', b'\xff\xfe' + plain.encode('utf-16-le'), 'utf-16le'),
    ('marked-utf16be.csv', b'\xfe\xff' + plain.encode('utf-16-be'), 'utf-16be'),
    ('marked-utf32le.csv', b'\xff\xfe\0\0' + plain.encode('utf-32-le'), 'utf-32le'),
    ('marked-utf32be.csv', b'\0\0\xfe\xff' + plain.encode('utf-32-be'), 'utf-32be'),
]:
    put(name, data, people[0], people[1:], label)

# ---- Separators, line ends, quotes
for name, delimiter in [('semicolon', ';'), ('tab', '\t'), ('bar', '|'), ('comma', ',')]:
    put(f'separated-by-{name}.txt', table(people, delimiter).encode(), people[0], people[1:], 'utf-8', delimiter)
put('pasted.tsv', b'Mobile\tName\tNote\r\n0821234567\tAnn\t"first line\nsecond ""line"""\r\n0821234568\tBo\t\r\n',
    ['Mobile', 'Name', 'Note'], [['0821234567', 'Ann', 'first line\nsecond "line"'], ['0821234568', 'Bo']], 'utf-8', '\t')
for name, end in [('crlf', '\r\n'), ('cr', '\r'), ('lf', '\n')]:
    put(f'lines-{name}.csv', table([people[0], people[1]], end=end).encode(), people[0], people[1:2])
put('lines-mixed.csv', b'Mobile,Name\r\n0821234567,Ann\n0821234568,Bo\r0821234569,Cy', ['Mobile', 'Name'],
    [['0821234567', 'Ann'], ['0821234568', 'Bo'], ['0821234569', 'Cy']])
put('all-quoted.csv', table(people, quoting=csv.QUOTE_ALL, end='\r\n').encode(), people[0], people[1:])
put('sep-line.csv', b'sep=;\r\nMobile;Name, first\r\n0821234567;Ann, Mrs\r\n', ['Mobile', 'Name, first'],
    [['0821234567', 'Ann, Mrs']], 'utf-8', ';')
put('decimal-comma.csv', b'Mobile;Balance;City\n0821234567;1,50;Bonn\n0821234568;2,75;Ulm\n0821234569;1.003,10;Trier\n',
    ['Mobile', 'Balance', 'City'], [['0821234567', '1,50', 'Bonn'], ['0821234568', '2,75', 'Ulm'], ['0821234569', '1.003,10', 'Trier']], 'utf-8', ';')
put('ragged.csv', b'Mobile,Name,City\n0821234567\n0821234568,Bo,Ulm,extra\n', ['Mobile', 'Name', 'City', 'Column 4'],
    [['0821234567'], ['0821234568', 'Bo', 'Ulm', 'extra']])
put('trailing-empty-columns.csv', b'Mobile,Name,,,\n0821234567,Ann,,,\n0821234568,Bo,,,\n', ['Mobile', 'Name'],
    [['0821234567', 'Ann'], ['0821234568', 'Bo']])
put('blank-lines.csv', b'\n\nMobile,Name\n\n0821234567,Ann\n,,\n   \n0821234568,Bo\n\n', ['Mobile', 'Name'],
    [['0821234567', 'Ann'], ['0821234568', 'Bo']], header_row=3, rowNumbers=[5, 8])
put('titles-above.csv', 'Customers of the shop,,\nExported,2026-11-23,\n\nMobile,Name,City\n0821234567,Ann,Ulm\n0821234568,Bo,Bonn\n'.encode(),
    ['Mobile', 'Name', 'City'], [['0821234567', 'Ann', 'Ulm'], ['0821234568', 'Bo', 'Bonn']], header_row=4)
put('titles-unknown-names.csv', b'List of June\nabc,def,ghi\n0821234567,Ann,Ulm\n0821234568,Bo,Bonn\n', ['abc', 'def', 'ghi'],
    [['0821234567', 'Ann', 'Ulm'], ['0821234568', 'Bo', 'Bonn']], header_row=2)
put('no-header.csv', b'0821234567,Ann\n0821234568,Bo\n', ['Column 1', 'Column 2'], [['0821234567', 'Ann'], ['0821234568', 'Bo']], header_row=0)
put('one-column.txt', b'0821234567\n0821234568\n', ['Column 1'], [['0821234567'], ['0821234568']], header_row=0)
put('header-only.csv', b'Mobile,Name\r\n', ['Mobile', 'Name'], [])
put('repeated-header.csv', b'Mobile,Name\n0821234567,Ann\nMobile,Name\n0821234568,Bo\n', ['Mobile', 'Name'],
    [['0821234567', 'Ann'], ['Mobile', 'Name'], ['0821234568', 'Bo']])
put('totals-row.csv', b'Mobile,Name,Balance\n0821234567,Ann,5\n0821234568,Bo,7\nTotal,,12\n', ['Mobile', 'Name', 'Balance'],
    [['0821234567', 'Ann', '5'], ['0821234568', 'Bo', '7'], ['Total', '', '12']])
put('lone-quote.csv', b'Mobile,Size\n0821234567,5" pipe\n0821234568,6" pipe\n', ['Mobile', 'Size'],
    [['0821234567', '5" pipe'], ['0821234568', '6" pipe']])
put('space-after-quote.csv', b'Mobile,Name\n"0821234567" ,"Lee, Ann"  \n', ['Mobile', 'Name'], [['0821234567', 'Lee, Ann']])
put('formulas.csv', b"Mobile,Name\n'+27821234567,=1+1\n+27821234568,@SUM(A1)\n", ['Mobile', 'Name'],
    # The apostrophe keeps a spreadsheet from evaluating the cell; it is no part of the value.
    [['+27821234567', '=1+1'], ['+27821234568', '@SUM(A1)']])
put('names-of-objects.csv', b'__proto__,constructor,toString\n0821234567,a,b\n', ['__proto__', 'constructor', 'toString'],
    [['0821234567', 'a', 'b']])
# As the address books of two large mail services export (columns shortened).
put('google-like.csv', 'First Name,Middle Name,Last Name,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value\nThandi,,Mokoena,* myContacts ::: Shop,Work,thandi@example.org,Mobile,082 123 4567 ::: +27 82 123 4568,Work,011 555 0100\n'.encode(),
    ['First Name', 'Middle Name', 'Last Name', 'Labels', 'E-mail 1 - Label', 'E-mail 1 - Value', 'Phone 1 - Label', 'Phone 1 - Value', 'Phone 2 - Label', 'Phone 2 - Value'],
    [['Thandi', '', 'Mokoena', '* myContacts ::: Shop', 'Work', 'thandi@example.org', 'Mobile', '082 123 4567 ::: +27 82 123 4568', 'Work', '011 555 0100']])
put('outlook-like.csv', 'Title,First Name,Last Name,Mobile Phone,Business Phone,Birthday\r\n"Dr","Siobhán","O’Neill","+353 85 012 3456","","0/0/00"\r\n'.encode('cp1252'),
    ['Title', 'First Name', 'Last Name', 'Mobile Phone', 'Business Phone', 'Birthday'],
    [['Dr', 'Siobhán', 'O’Neill', '+353 85 012 3456', '', '0/0/00']], 'windows-1252')

with open(os.path.join(here, '..', 'expected-text.json'), 'w', encoding='utf-8') as file:
    json.dump(expected, file, ensure_ascii=False, indent=1)
print(len(expected), 'text tables')
