"""Writes the workbooks of the corpus and what they hold (expected-workbooks.json): openpyxl writes .xlsx, odfpy .ods,
LibreOffice turns the first into .xls and .ods. Needs python3-openpyxl, python3-odf and libreoffice-calc-nogui.
Run: python3 test/corpus/make-workbooks.py"""
import datetime, json, os, subprocess, tempfile
import openpyxl
from odf.opendocument import OpenDocumentSpreadsheet
from odf.office import Annotation
from odf.style import Style, TableProperties
from odf.table import Table, TableCell, TableRow
from odf.text import LineBreak, P, S

here = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'files')
os.makedirs(here, exist_ok=True)
expected = []


def expect(name, kind, sheet, sheets, header, rows, header_row=1, **more):
    expected.append({'file': name, 'kind': kind, 'encoding': None, 'delimiter': None, 'sheet': sheet, 'sheets': sheets,
                     'headerRow': header_row, 'header': header, 'rows': rows, **more})


def convert(name, *formats):
    for target in formats:
        subprocess.run(['soffice', '--headless', '--convert-to', target, '--outdir', here, os.path.join(here, name)],
                       check=True, capture_output=True)


def shown(name, hidden=False):
    return {'name': name, 'hidden': hidden}


header = ['Mobile', 'Name', 'Joined', 'Seen', 'At', 'Balance', 'Text number', 'Dialled', 'Long']
rows = [['27821234567', 'Ann', '2024-02-29', '2024-02-29T13:05:09', '13:05:09', '0.3', '0821234567', '27821234568', '123456789012345'],
        ['821234568', 'Bo & "Co" <é>\ntwo', '2001-12-31', '', '', '-1234.5']]
book = openpyxl.Workbook()
people = book.active
people.title = 'People'
people.append(header)
people.append([27821234567, 'Ann', datetime.date(2024, 2, 29), datetime.datetime(2024, 2, 29, 13, 5, 9), datetime.time(13, 5, 9), 0.3, '0821234567', 27821234568, 123456789012345])
people['H2'].number_format = '[<=9999999]###\\-####;\\(###\\)\\ ###\\-####'
people.append([])
people.append([821234568, 'Bo & "Co" <é>\ntwo', datetime.date(2001, 12, 31), None, None, -1234.5])
old = book.create_sheet('Old')
old.sheet_state = 'hidden'
old.append(['Mobile'])
old.append([1])
book.create_sheet('Empty')
book.save(os.path.join(here, 'people.xlsx'))
convert('people.xlsx', 'xls', 'ods')
for kind in ('xlsx', 'xls', 'ods'):
    expect(f'people.{kind}', kind, 'People', [shown('People'), shown('Old', True), shown('Empty')], header, rows, rowNumbers=[2, 4])

titled = openpyxl.Workbook()
sheet = titled.active
sheet.title = 'Juli'
sheet['A1'] = 'Kunden der Filiale'
sheet.merge_cells('A1:C1')
for cell, value in {'A3': 'Handy', 'B3': 'Vorname', 'C3': 'Ort', 'A4': '0171 1234567', 'B4': 'Jürgen', 'C4': 'Köln', 'A5': '0172 2345678', 'B5': 'Zoë', 'C5': 'Ulm'}.items():
    sheet[cell] = value
titled.save(os.path.join(here, 'titled.xlsx'))
convert('titled.xlsx', 'xls', 'ods')
for kind in ('xlsx', 'xls', 'ods'):
    expect(f'titled.{kind}', kind, 'Juli', [shown('Juli')], ['Handy', 'Vorname', 'Ort'],
           [['0171 1234567', 'Jürgen', 'Köln'], ['0172 2345678', 'Zoë', 'Ulm']], 3)

mac = openpyxl.Workbook()
mac.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
sheet = mac.active
sheet.title = 'Mac'
sheet.append(['Mobile', 'Joined'])
sheet.append(['0821234567', datetime.date(2024, 2, 29)])
mac.save(os.path.join(here, 'dates-1904.xlsx'))
convert('dates-1904.xlsx', 'xls', 'ods')
for kind in ('xlsx', 'xls', 'ods'):
    expect(f'dates-1904.{kind}', kind, 'Mac', [shown('Mac')], ['Mobile', 'Joined'], [['0821234567', '2024-02-29']])

# An empty first sheet, a hidden one, then the people: the first that can be seen and has rows is read.
later = openpyxl.Workbook()
later.active.title = 'Cover'
hidden = later.create_sheet('Secret')
hidden.sheet_state = 'veryHidden'
hidden.append(['Mobile'])
hidden.append(['0820000000'])
data = later.create_sheet('Données & Co')
data.append(['Mobile', 'Nom'])
data.append(['0821234567', 'Hélène'])
later.save(os.path.join(here, 'later-sheet.xlsx'))
convert('later-sheet.xlsx', 'xls', 'ods')
for kind in ('xlsx', 'xls', 'ods'):
    expect(f'later-sheet.{kind}', kind, 'Données & Co', [shown('Cover'), shown('Secret', True), shown('Données & Co')],
           ['Mobile', 'Nom'], [['0821234567', 'Hélène']])

# ---- OpenDocument by odfpy: repeated rows and columns, spaces, comments, booleans, a hidden sheet, currency
document = OpenDocumentSpreadsheet()
invisible = Style(name='invisible', family='table')
invisible.addElement(TableProperties(display='false'))
document.automaticstyles.addElement(invisible)


def row(table, cells, **attributes):
    line = TableRow(**attributes)
    for cell in cells:
        if isinstance(cell, str):
            text = TableCell(valuetype='string')
            text.addElement(P(text=cell))
            cell = text
        line.addElement(cell)
    table.addElement(line)


secret = Table(name='Secret', stylename='invisible')
row(secret, ['Mobile'])
row(secret, ['1'])
document.spreadsheet.addElement(secret)
table = Table(name='Leute')
row(table, ['Mobile', 'Name', 'Vip', 'Owes', 'Share', 'A', 'B', 'End'])
spaced = TableCell(valuetype='string')
paragraph = P(text='two')
paragraph.addElement(S(c=3))
paragraph.addText('apart')
paragraph.addElement(LineBreak())
paragraph.addText('below')
spaced.addElement(paragraph)
second = P(text='second')
spaced.addElement(second)
note = Annotation()
note.addElement(P(text='not part of the cell'))
commented = TableCell(valuetype='string')
commented.addElement(note)
commented.addElement(P(text='0821234567'))
row(table, [commented, spaced, TableCell(valuetype='boolean', booleanvalue='true'), TableCell(valuetype='currency', currency='EUR', value='12.5'),
            TableCell(valuetype='percentage', value='0.25'), TableCell(numbercolumnsrepeated=2), 'x'])
row(table, [TableCell(numbercolumnsrepeated=16384)], numberrowsrepeated=4)
same = TableCell(valuetype='string', numbercolumnsrepeated=3)
same.addElement(P(text='y'))
row(table, ['0821234568', same], numberrowsrepeated=2)
row(table, [TableCell(numbercolumnsrepeated=16384)], numberrowsrepeated=1048568)
document.spreadsheet.addElement(table)
document.save(os.path.join(here, 'repeats.ods'))
expect('repeats.ods', 'ods', 'Leute', [shown('Secret', True), shown('Leute')], ['Mobile', 'Name', 'Vip', 'Owes', 'Share', 'A', 'B', 'End'],
       [['0821234567', 'two   apart\nbelow\nsecond', 'TRUE', '12.5', '0.25', '', '', 'x'], ['0821234568', 'y', 'y', 'y'], ['0821234568', 'y', 'y', 'y']],
       rowNumbers=[2, 7, 8])

with open(os.path.join(here, '..', 'expected-workbooks.json'), 'w', encoding='utf-8') as file:
    json.dump(expected, file, ensure_ascii=False, indent=1)
print(len(expected), 'workbooks')
