// The cells of one workbook as SheetJS reads them: a line of JSON each, [sheet, row (from 1), column (from 0), value].
//
//     NODE_PATH=FOLDER/node_modules node benchmarks/sheetjs_cells.cjs FILE
//
// A number whose format shows a date is {"date": [year, month, day, hour, minute, second], "serial": number}, all of
// SheetJS's own counting.
"use strict";
const XLSX = require("xlsx");

function value(cell, from1904) {
  if (cell.t === "n" && typeof cell.z === "string" && XLSX.SSF.is_date(cell.z)) {
    const told = XLSX.SSF.parse_date_code(cell.v, { date1904: from1904 });
    if (told) return { date: [told.y, told.m, told.d, told.H, told.M, told.S], serial: cell.v };
  }
  return cell.t === "e" ? cell.w : cell.v;
}

const book = XLSX.readFile(process.argv[2], { cellNF: true, cellHTML: false, cellFormula: false });
const from1904 = Boolean(book.Workbook && book.Workbook.WBProps && book.Workbook.WBProps.date1904);
const lines = [];
for (const name of book.SheetNames) {
  const sheet = book.Sheets[name];
  for (const place of Object.keys(sheet).filter((key) => key[0] !== "!")) {
    const { r, c } = XLSX.utils.decode_cell(place);
    lines.push(JSON.stringify([name, r + 1, c, value(sheet[place], from1904)]));
  }
}
process.stdout.write(lines.join("\n"));
