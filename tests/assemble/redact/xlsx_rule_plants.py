"""Excel files with values in the rules of a sheet and in names: choices, formats, tables, filters, charts, titles."""

from __future__ import annotations

from collections.abc import Sequence

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import NamedStyle
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from tests.assemble.redact.plants import Plant
from tests.assemble.redact.xlsx_plants import XLSX, Channel, filled


def xlsx_rules(plants: Sequence[Plant]) -> bytes:
    """Lists to choose from, prompts, conditions, number formats, filters, tables, styles, charts, protected ranges."""

    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        for number, plant in enumerate(plants):
            cell = sheet.cell(10 + number, 8, 1)
            if number % 5 == 0:
                rule = DataValidation(
                    "list", formula1=f'"{plant.value},no"', prompt=plant.sentence, error=plant.sentence
                )
                rule.promptTitle = rule.errorTitle = plant.value[:32]
                rule.add(cell.coordinate)
                sheet.add_data_validation(rule)
            elif number % 5 == 1:
                rule = FormulaRule(formula=[f'$H$1="{plant.sentence}"'])
                sheet.conditional_formatting.add(cell.coordinate, rule)
            elif number % 5 == 2:
                cell.number_format = f'0 "{plant.sentence}"'
            elif number % 5 == 3:
                book.add_named_style(NamedStyle(plant.value))
                cell.style = plant.value
            else:
                sheet.protection.set_password("x")
                chart = BarChart()
                chart.title = chart.x_axis.title = plant.sentence
                chart.add_data(Reference(sheet, 8, 10, 8, 12))
                sheet.add_chart(chart, cell.coordinate)
        sheet.auto_filter.ref = "H9:H20"
        sheet.auto_filter.add_filter_column(0, [p.value for p in plants])
        table = book.create_sheet("Table")
        for number, plant in enumerate(plants, 1):
            table.cell(1, number, plant.sentence)
            table.cell(2, number, "word")
        table.add_table(Table(displayName="T", ref=f"A1:{table.cell(2, len(plants)).coordinate}", comment="word"))

    return filled(fill)


def xlsx_titles(plants: Sequence[Plant]) -> bytes:
    """Titles of sheets, whole and cut where Excel cuts them, code names, heads and feet, the book's own title."""

    def fill(book: openpyxl.Workbook) -> None:
        for plant in plants:
            sheet = book.create_sheet("".join(c for c in plant.value if c not in "[]:*?/\\")[:31])
            sheet.sheet_properties.codeName = plant.value.replace(" ", "")
            for part in (sheet.oddHeader, sheet.evenFooter, sheet.firstHeader):
                part.left.text = part.right.text = plant.sentence
            sheet.cell(1, 1, f"='{sheet.title}'!B2")
        book.code_name = plants[0].value
        book.properties.title = book.properties.category = "; ".join(p.sentence for p in plants)[:250]

    return filled(fill)


RULES: dict[str, tuple[str, Channel]] = {
    "xlsx hidden rules": (XLSX, xlsx_rules),
    "xlsx hidden titles": (XLSX, xlsx_titles),
}
